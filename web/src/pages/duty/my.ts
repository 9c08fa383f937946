/* my.ts - the lists of "my work": which side they stand on, what waits, what is chosen. */
import type { My, MyList, MyRow } from '../../api/types'

/** What waits for me; then what I have in hand and what I wait for. */
export const LEFT: MyList['name'][] = ['sign', 'decide', 'accept', 'returned', 'soon']
export const RIGHT: MyList['name'][] = ['do', 'waiting']

export const keyOf = (row: MyRow): string => `${row.task}/${row.support ?? 0}`

/** What somebody else waits for: not what is simply in hand. */
export function waitingFor(my: My): number {
  return my.lists.filter((list) => ['sign', 'decide', 'accept', 'returned'].includes(list.name)).reduce((sum, list) => sum + list.total, 0) + my.todos.length
}

/** The chosen rows that still stand there. */
export function chosenOf(rows: MyRow[], chosen: Set<string>): MyRow[] {
  return rows.filter((row) => chosen.has(keyOf(row)))
}
