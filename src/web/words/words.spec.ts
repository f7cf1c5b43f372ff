import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'

const web = join(import.meta.dirname, '..')
const pages = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
const READ_ALOUD = ['title', 'alt', 'label', 'hint', 'aria-label', 'placeholder', 'summary']

describe('the pages', () => {
  it('write no words themselves', () => {
    expect(pages.length).toBeGreaterThan(30)
    expect(pages.flatMap(wordsIn)).toEqual([])
  })
})

/** Text with letters between tags, and in attributes that people read or hear. */
function wordsIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(web, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) found.push(`${file}: ${node.text.trim()}`)
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      const { text } = node.initializer
      if (READ_ALOUD.includes(node.name.getText(source)) && /\p{L}/u.test(text))
        found.push(`${file}: ${text}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
