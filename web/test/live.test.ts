import { describe, expect, it } from 'vitest'
import { waitFor } from '../src/api/live'

describe('looking again when the space changes', () => {
  it('waits a moment after a quiet time, longer by chance', () => {
    expect(waitFor(60_000, 0)).toBe(120)
    expect(waitFor(60_000, 0.5)).toBe(420)
  })
  it('looks every three seconds while it changes all the time', () => {
    expect(waitFor(0, 0.9)).toBe(3000)
    expect(waitFor(2900, 0)).toBe(120)
  })
})
