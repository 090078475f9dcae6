/** What it takes to find the exports, too, that nobody works on. */
export const unfinishedAccounts = `
DROP INDEX accounts_leaving;
CREATE INDEX accounts_unfinished ON accounts (id, saved)
  WHERE document ->> 'state' IN ('deleting', 'deleted') OR document ->> '$.dataExport.state' = 'preparing';
`;
