import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { accounts, entryKinds } from '#libs/ledger'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { readYaml } from '../platform/law-loader/read-yaml.js'
import { outcomeReasons, placementNotes } from './payment-codes.js'

type Words = Record<string, Record<string, { label: string; text: string; en: string }>>

describe('every code of the payment stage', () => {
  const words = readYaml(join(findConfigDirectory(), 'messages', 'payment.yaml')).content as Words

  it.each([
    ['accounts', accounts],
    ['entries', entryKinds],
    ['outcome_reasons', outcomeReasons],
    ['placement_notes', placementNotes],
  ] as const)('has its words: %s', (group, codes) => {
    const wordless = codes.filter((code) => {
      const said = words[group]?.[code]
      return !said?.label || !said.text || !said.en
    })
    expect(wordless).toEqual([])
  })
})
