let files: readonly File[] = [];

/** Files dropped before there was a project for them: they wait until it is made. */
export const waitingFiles = {
  put: (dropped: readonly File[]): void => { files = dropped; },
  count: (): number => files.length,
  take: (): readonly File[] => { const taken = files; files = []; return taken; },
};
