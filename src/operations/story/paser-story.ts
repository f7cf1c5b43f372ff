import type { Family, Step } from './family.js'
import { childA1, childA2, participantA, participantB, widowOfA, widowOfB } from './paser-families.js'

/** Every day of a claim that goes well: the family on its phone, four people of the branch, the bank. */
function goodClaim(days: { lodged: string; checked: string; approved: string; released: string }): Step[] {
  return [
    { at: `${days.lodged} 08:40`, do: 'open_draft' },
    { at: `${days.lodged} 09:05`, do: 'hand_in' },
    { at: `${days.lodged} 09:20`, do: 'submit' },
    { at: `${days.checked} 10:10`, do: 'accept_documents', by: 'dewi' },
    { at: `${days.checked} 10:25`, do: 'settle_heirs', by: 'dewi' },
    { at: `${days.checked} 10:40`, do: 'fire', event: 'propose', by: 'dewi', input: { proposal: 'pay' } },
    { at: `${days.approved} 14:00`, do: 'fire', event: 'approve', by: 'hendra' },
    { at: `${days.released} 09:00`, do: 'pay', by: 'maya', until: 'paid' },
  ]
}

/** The two families of October 2022: a farmer who died at work, and a neighbourhood officer who died of an illness. */
export const paserStory: Family[] = [
  {
    key: 'paser-a',
    type: 'jkk_death',
    answers: {
      participant: { nik: participantA.nik, name: participantA.name },
      event: {
        type: 'work_accident',
        eventDate: participantA.diedOn,
        deathDate: participantA.diedOn,
        accidentAt: `${participantA.diedOn}T09:30:00+08:00`,
      },
      claimant: { name: widowOfA.name, relation: 'spouse', phone: '0812 5550 1201' },
      children: [
        { name: childA1.name, birthDate: childA1.birthDate, level: 'TK_SD', grade: '5' },
        { name: childA2.name, birthDate: childA2.birthDate, level: 'SMP', grade: '9' },
      ],
    },
    payees: [
      {
        name: widowOfA.name,
        relation: 'spouse',
        birthDate: widowOfA.birthDate,
        bankCode: '002',
        accountNumber: '401201005551201',
        accountHolder: widowOfA.name.toUpperCase(),
      },
    ],
    steps: goodClaim({
      lodged: '2022-10-17',
      checked: '2022-10-18',
      approved: '2022-10-20',
      released: '2022-10-24',
    }),
  },
  {
    key: 'paser-b',
    type: 'jkm_death',
    answers: {
      participant: { nik: participantB.nik, name: participantB.name },
      event: { type: 'non_work_death', eventDate: participantB.diedOn },
      claimant: { name: widowOfB.name, relation: 'spouse', phone: '0812 5550 1202' },
    },
    payees: [
      {
        name: widowOfB.name,
        relation: 'spouse',
        birthDate: widowOfB.birthDate,
        bankCode: '124',
        accountNumber: '0061205551202',
        accountHolder: `Hj. ${widowOfB.name}`,
      },
    ],
    steps: goodClaim({
      lodged: '2022-10-19',
      checked: '2022-10-20',
      approved: '2022-10-21',
      released: '2022-10-24',
    }),
  },
]

/** After the last payment the clock goes on into November, when everything must have come to rest. */
export const PASER_STORY_ENDS = '2022-11-07 08:00'
