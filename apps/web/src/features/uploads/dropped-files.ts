/** The files of what was dropped, those of folders too; what cannot be read is left out. Asked right in the event: afterwards it is gone. */
export async function droppedFiles({ items }: DataTransfer): Promise<readonly File[]> {
  const dropped = [...items].map(async (item): Promise<readonly File[]> => {
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory) return filesIn(entry as FileSystemDirectoryEntry);
    const file = item.getAsFile();
    return file ? [file] : [];
  });
  return (await Promise.all(dropped)).flat();
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const reader = folder.createReader();
  const found: File[] = [];
  // It gives a hundred entries at a time, and none at the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (entries.length === 0) return found;
    for (const entry of entries) found.push(...(await filesOf(entry)));
  }
}

async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isDirectory) return filesIn(entry as FileSystemDirectoryEntry);
  return new Promise((resolve) =>
    (entry as FileSystemFileEntry).file(
      (file) => resolve(file.name.startsWith(".") ? [] : [file]),
      () => resolve([]),
    ),
  );
}
