/* spoken.ts - a bar in one sentence, for those who listen. */
import { showDay } from '@/format'
import type { Messages } from '@/i18n'
import type { Bar, Model } from './model'

export function unitNameOf(model: Model, id: number | null): string {
  const unit = model.wall.units.find((candidate) => candidate.id === id)
  return unit ? unit.short || unit.name : ''
}

/** Unit, name, light with its amount, window, how far, whether it is critical. */
export function speak(model: Model, bar: Bar, m: Messages, chinese: boolean): string {
  const { task } = bar
  const amountWords = m.wall.spokenAmount
  const word = m.light[task.light]
  const amounts: Record<string, string> = amountWords
  const light =
    task.light_amount > 0 && amounts[task.light]
      ? chinese
        ? `${task.light === 'duesoon' ? `${word}，` : ''}${amounts[task.light]}${m.common.workDays(task.light_amount)}`
        : `${word.toLowerCase()}, ${m.common.workDays(task.light_amount)} ${amounts[task.light]}`
      : word
  const parts = [
    unitNameOf(model, task.unit) || m.wall.noUnit,
    task.title,
    light,
    Number.isNaN(bar.start) ? m.wall.spokenNoDates : m.wall.spokenWindow(showDay(bar.start, model.year), showDay(bar.end - 1, model.year)),
  ]
  if (!Number.isNaN(bar.stop)) parts.push(m.wall.spokenDeadline(showDay(bar.stop - 1, model.year)))
  if (task.light !== 'standing') parts.push(m.wall.spokenDone(task.percent))
  if (task.critical) parts.push(m.wall.spokenCritical)
  return parts.join(chinese ? '，' : ', ')
}
