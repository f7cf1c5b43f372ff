import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { InsetText } from '../shared/components/blocks.js'
import { FileInput, PAPERS } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { fill } from '../shared/words.js'
import { draftWords as words } from '../words/claimant-draft.js'
import { dayAt, timeAt } from './claimant-dates.js'

/** How a photo of this document is good to read. */
export function GoodPhoto({ photo }: Pick<DocumentOfClaim, 'photo'>) {
  return (
    <InsetText>
      <strong>{words.photoGood}</strong>
      <br />
      {photo} {words.photoHelp}
    </InsetText>
  )
}

interface PhotoFormProps {
  /** Where the file goes; pieces go to `bagian` below it. */
  at: string
  /** The page that follows when everything has arrived. */
  next: string
  errors?: FormErrors
}

/** The way to send a photo of one document. Script makes it smaller and sends it in pieces. */
export function PhotoForm({ at, next, errors }: PhotoFormProps) {
  return (
    <Form action={at} files id="photo">
      <FileInput
        name="file"
        label={words.photoChoose}
        hint={words.photoChooseHint}
        accept={PAPERS}
        errors={errors}
      />
      <PhotoStage at={at} next={next} />
      <Button id="photo-send">{words.photoSend}</Button>
    </Form>
  )
}

/** Where the script shows the photo and how far it is; empty without script. Its words come from here. */
function PhotoStage({ at, next }: Pick<PhotoFormProps, 'at' | 'next'>) {
  const { csrf } = usePage()
  return (
    <div
      id="photo-stage"
      hidden
      data-to={`${at}/bagian`}
      data-csrf={csrf}
      data-next={next}
      data-words={JSON.stringify(stageWords)}
    >
      <img id="photo-picture" class="santun-photo" alt={words.photoPreview} />
      <p class="govuk-body" id="photo-said" role="status" />
      <progress id="photo-progress" class="santun-progress" aria-label={words.photoSending} hidden />
    </div>
  )
}

const stageWords = {
  preparing: words.photoPreparing,
  use: words.photoUse,
  dark: words.photoDark,
  small: words.photoSmall,
  large: words.photoTooLarge,
  progress: `${words.photoSending}: ${words.photoProgress}.`,
  offline: words.photoOffline,
  failed: words.photoFailed,
  retry: words.photoRetry,
  retake: words.photoRetake,
  done: words.photoDone,
}

/** What has come of a document so far. */
export function GivenPhotos({ files, zone }: { files: DocumentOfClaim['files']; zone: string }) {
  return (
    <>
      <h2 class="govuk-heading-s">{words.photoGiven}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {files.map(({ id, receivedAt }, index) => (
          <li key={id}>
            {fill(words.photoGivenAt, {
              n: index + 1,
              day: dayAt(receivedAt, zone),
              time: timeAt(receivedAt, zone),
            })}
          </li>
        ))}
      </ul>
      <p class="govuk-body">{words.photoMore}</p>
    </>
  )
}
