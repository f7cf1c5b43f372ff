import { describe, expect, it } from '@jest/globals'
import { documentItemTable } from './document-item.table.js'

const by = (event: string) => [
  ...new Set(documentItemTable.filter((row) => row.event === event).flatMap((row) => row.by)),
]
const into = (state: string) => documentItemTable.filter((row) => row.to === state)

describe('a document item', () => {
  it('is accepted by a person only', () => {
    expect(into('accepted').map((row) => row.by)).toEqual([['verifier']])
  })

  it('is refused by a machine only when it is dangerous or cannot be opened', () => {
    const refused = documentItemTable.filter(
      (row) => row.by.includes('system') && ['infected', 'unreadable', 'defective'].includes(row.to),
    )
    expect(refused.map((row) => row.event)).toEqual(['find_danger', 'fail_to_open'])
  })

  it('whose checks could not run is seen by a person before it counts as checked', () => {
    const ways = documentItemTable.filter((row) => row.from === 'stalled')
    const machines = ways.filter((row) => row.by.includes('system'))
    expect(machines.map((row) => row.to)).toEqual(['checking'])
  })

  it('is waived by an approver only', () => {
    expect(by('waive')).toEqual(['approver'])
  })

  it('that was refused can be sent again by whoever may give it', () => {
    for (const state of ['infected', 'unreadable', 'defective', 'declared_missing', 'required']) {
      const again = documentItemTable.find((row) => row.from === state && row.event === 'start_upload')
      expect(again?.by).toContain('heir')
    }
  })
})
