import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Entry } from "./Entry";

interface Schema extends DBSchema {
  entries: { key: string; value: Entry };
}

/** Unsent work in IndexedDB: written before anything is sent, one entry an image, gone when the server has it. */
export class Journal {
  private constructor(private readonly database: IDBPDatabase<Schema>) {}

  static async open(name = "sightloop-journal"): Promise<Journal> {
    return new Journal(await openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore("entries", { keyPath: "imageId" });
      },
    }));
  }

  async write(entry: Entry): Promise<void> {
    const transaction = this.database.transaction("entries", "readwrite", { durability: "strict" });
    await Promise.all([transaction.store.put(entry), transaction.done]);
  }

  read(imageId: string): Promise<Entry | undefined> {
    return this.database.get("entries", imageId);
  }

  all(): Promise<Entry[]> {
    return this.database.getAll("entries");
  }

  /** Only what was sent: an entry written meanwhile stays. */
  async remove(imageId: string, key: string): Promise<void> {
    const transaction = this.database.transaction("entries", "readwrite", { durability: "strict" });
    const entry = await transaction.store.get(imageId);
    if (entry?.key === key) await transaction.store.delete(imageId);
    await transaction.done;
  }

  close(): void {
    this.database.close();
  }
}
