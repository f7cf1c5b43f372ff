import { maskNik } from '#libs/nik'
import type { IncidentFile } from '../../incidents/incident-file.query.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import { dayInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { incidentDeskWords } from '../words/incident-desk.js'
import { incidentWords } from '../words/incident.js'
import type { IncidentView } from './incident.view.js'
import { incidentPaths } from './paths.js'

type Party = IncidentFile['parties'][number]

/** Who reports or has to, and until when each may open the incident with a code of its own. */
export function PartiesOfIncident({ view: { file, may } }: { view: IncidentView }) {
  const words = useWords(incidentWords)
  return (
    <section>
      <h2 class="govuk-heading-m">{words.parties}</h2>
      <Table
        caption={words.parties}
        hideCaption
        rows={file.parties}
        keyOf={({ id }) => id}
        columns={[
          { heading: words.name, cell: ({ name }) => name },
          { heading: words.role, cell: ({ kind }) => words[`kind_${kind}`] },
          { heading: words.phone, cell: ({ phone }) => maskNik(phone) },
          {
            heading: words.giveAccess,
            cell: (party) => <Access party={party} file={file} mayGive={may.write} />,
          },
        ]}
      />
      {may.write && (
        <ButtonLink kind="secondary" href={incidentPaths.incident(file.number, '/isi/pihak')}>
          {words.addParty}
        </ButtonLink>
      )}
    </section>
  )
}

function Access({ party, file, mayGive }: { party: Party; file: IncidentFile; mayGive: boolean }) {
  const { giveAccess } = useWords(incidentWords)
  const words = useWords(incidentDeskWords)
  const { id, mayReportUntil } = party
  const path = (rest: string) => incidentPaths.incident(file.number, `/pihak/${id}/akses${rest}`)
  return (
    <>
      {mayReportUntil && (
        <p class="govuk-body-s">{fill(words.codeUntil, { date: dayInWords(mayReportUntil, file.zone) })}</p>
      )}
      {!mayReportUntil && !mayGive && '–'}
      {mayGive && (
        <Form action={path('')}>
          <Button kind="secondary">{mayReportUntil ? words.renewCode : giveAccess}</Button>
        </Form>
      )}
      {mayGive && mayReportUntil && (
        <Form action={path('/cabut')}>
          <Button kind="secondary">{words.withdrawCode}</Button>
        </Form>
      )}
    </>
  )
}
