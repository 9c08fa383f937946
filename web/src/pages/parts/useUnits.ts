/* useUnits.ts - the unit tree by id, for pages that name units. */
import { computed } from 'vue'
import { call } from '@/api/client'
import type { Unit } from '@/api/types'
import { m } from '@/i18n'
import { useLoad } from '@/state/load'
import { may } from '@/state/session'

export function useUnits() {
  const { data } = useLoad((signal) => (may('unit_read') ? call('GET /api/v1/units', { signal }) : Promise.resolve({ items: [] })))
  const units = computed<Unit[]>(() =>
    [...(data.value?.items ?? [])].sort((a, b) => Number(a.outside) - Number(b.outside) || a.position - b.position || a.id - b.id))
  const byId = computed(() => new Map(units.value.map((unit) => [unit.id, unit])))

  /** The short name where there is one. */
  function nameOf(id: number | null | undefined): string {
    if (id === null || id === undefined) return m.value.pages.parts.noUnit
    const unit = byId.value.get(id)
    return unit ? unit.short || unit.name : '…'
  }
  const fullNameOf = (id: number | null): string => (id === null ? m.value.pages.parts.noUnit : (byId.value.get(id)?.name ?? '…'))

  return { units, byId, nameOf, fullNameOf }
}
