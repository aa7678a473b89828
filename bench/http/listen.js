/** Listens where the bench says. */
export function listenAsTold(server) {
  server.listen(Number(process.env.PORT), '127.0.0.1');
}
