/* pages.en.ts - the same in English; a sentence that is missing here does not compile. */
import type { pagesZh } from './pages.zh'

export const pagesEn: typeof pagesZh = {}
