import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { Nothing } from './claim-frame.js'
import { paths } from './paths.js'

/** A paper with the pages of which there are pictures. */
export interface PicturedPaper {
  name: string
  files: readonly { id: string; name: string; pages: readonly number[] }[]
}

/** Every page of a document as a picture below the address of its page; script adds zoom and turning. */
export function Pictures({ at, document }: { at: string; document: PicturedPaper }) {
  const words = useWords(claimWords)
  const pictures = document.files.flatMap(({ id, name, pages }) => pages.map((page) => ({ id, name, page })))
  if (pictures.length === 0)
    return <Nothing>{document.files.length === 0 ? words.noFile : words.noPicture}</Nothing>
  return (
    <div class="santun-pictures" data-viewer>
      <p class="santun-bar" data-script hidden>
        {(
          [
            ['in', words.zoomIn],
            ['out', words.zoomOut],
            ['turn', words.turn],
          ] as const
        ).map(([name, label]) => (
          <button type="button" class="govuk-button govuk-button--secondary" data-viewer-do={name} key={name}>
            {label}
          </button>
        ))}
        <span class="govuk-hint santun-keys">{words.viewerKeys}</span>
      </p>
      {pictures.map(({ id, name, page }, index) => {
        const source = paths.picture(at, id, page)
        return (
          <figure class="santun-picture" key={source} id={`hal-${index + 1}`}>
            <a href={source} target="_blank" rel="noopener">
              <img src={source} alt={fill(words.pictureOf, { page: index + 1, name: document.name })} />
            </a>
            <figcaption class="govuk-hint">{fill(words.pictureName, { page, name })}</figcaption>
          </figure>
        )
      })}
    </div>
  )
}
