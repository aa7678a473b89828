# Built and pruned in one image, run in another: no compiler, no tests and no dev dependencies there.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/bundle.js scripts/build-web.js ./scripts/
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY config ./config
# All that is written at run time: mount a volume here, and the root may be read-only.
RUN mkdir -m 700 data && chown node:node data
VOLUME /app/data
USER node
EXPOSE 8080
# Exec form, as below: there need not be a shell, and signals reach Node itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=5s --retries=3 \
  CMD ["node", "dist/cli.js", "health"]
CMD ["node", "dist/cli.js", "serve"]
