import type { YearOfFamily } from '../../scholarship/family-scholarships.service.js'
import { Tag, type TagColour } from '../shared/components/blocks.js'
import { yearStateWords } from '../words/claimant-scholarship.js'

const colours: Partial<Record<YearOfFamily['state'], TagColour>> = {
  open: 'orange',
  returned: 'orange',
  missed: 'yellow',
  paid: 'green',
  approved: 'green',
  paying: 'green',
  planned: 'grey',
  not_payable: 'grey',
}

export function YearTag({ year: { state } }: { year: Pick<YearOfFamily, 'state'> }) {
  return <Tag colour={colours[state] ?? 'blue'}>{yearStateWords[state].label}</Tag>
}
