import type { Language } from './page-context.js'
import { usePage } from './page-context.js'

/** The same keys as the source language, whatever they say. */
export type WordsLike<Source> = { readonly [Key in keyof Source]: string }
export type BothLanguages<Source> = Readonly<Record<Language, WordsLike<Source>>>

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never

/** Fills `{name}` in a sentence; a name without a value does not compile where the sentence is known. */
export function fill<Text extends string>(
  text: Text,
  values: Record<string extends Text ? string : Names<Text>, string | number>,
): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String((values as Record<string, string | number>)[name] ?? whole),
  )
}

/** The words of an area in the language of the page. */
export function useWords<Source>(words: BothLanguages<Source>): WordsLike<Source> {
  return words[usePage().language]
}
