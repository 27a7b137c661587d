export async function startEmbeddedMongo(_: { dataDir: string }): Promise<{ uri: string; close(): Promise<void> }> {
  throw new Error('not here yet');
}
