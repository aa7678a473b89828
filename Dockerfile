# Built and pruned in one image, run in another: no compiler, no tests and no dev dependencies there.
# For an image that can be made again, give the digest of the base and the time of the commit:
#   --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:… --build-arg SOURCE_DATE_EPOCH=…
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="eigyochu" \
  org.opencontainers.image.description="The service that knows whether a line is open" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY config ./config
# All that is written at run time: mount a volume here, and the root may be read-only.
RUN mkdir -m 700 data && chown 65532:65532 data
VOLUME /app/data
# By number, so that Kubernetes can tell that it is not root; the same as in deploy/.
USER 65532:65532
EXPOSE 8080
# Exec form, as below: there need not be a shell, and signals reach Node itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=5s --retries=3 \
  CMD ["node", "dist/cli.js", "health"]
CMD ["node", "dist/cli.js", "serve"]
