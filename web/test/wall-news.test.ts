import { describe, expect, it } from 'vitest'
import type { Wall } from '../src/api/types'
import { merged } from '../src/wall/news'

const wall = (whole: boolean, mark: number, tasks: [number, string][]): Wall =>
  ({ whole, mark, tasks: tasks.map(([id, title]) => ({ id, title })), links: [] }) as unknown as Wall

describe('what changed since', () => {
  it('replaces the changed rows where they stand', () => {
    const now = merged(wall(true, 1, [[3, 'a'], [1, 'b'], [2, 'c']]), wall(false, 2, [[1, 'B']]))
    expect(now.tasks.map((task) => [task.id, task.title])).toEqual([[3, 'a'], [1, 'B'], [2, 'c']])
    expect(now.mark).toBe(2)
  })
  it('takes a whole answer as it is', () => {
    expect(merged(wall(true, 1, [[1, 'a']]), wall(true, 9, [[2, 'b']])).tasks.map((task) => task.id)).toEqual([2])
    expect(merged(null, wall(true, 9, [[2, 'b']])).mark).toBe(9)
  })
})
