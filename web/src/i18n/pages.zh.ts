/* pages.zh.ts - the sentences of every page except the shell and the wall. */
export const pagesZh = {}
