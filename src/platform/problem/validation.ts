/**
 * Checks what a request brings against its DTO class: every field is known, of the right form, and all faults are told
 * at once, each with a JSON pointer, a code that never changes, and a sentence.
 */
import { type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common'
import { plainToInstance } from 'class-transformer'
import { getMetadataStorage, isArray, isObject, validate, type ValidationError } from 'class-validator'
import { isLocalDate } from '#libs/local-date'
import { type FieldError, InvalidInput, NotFound } from './problems.js'
import type { FieldCode, ProblemWords } from './problem-words.js'

/** class-validator's names of its rules, as our codes; every other rule is the field's own and says its own words. */
const ruleCodes: Partial<Record<string, string>> = {
  isBoolean: 'NOT_YES_OR_NO',
  isIn: 'NOT_ONE_OF',
  isInt: 'NOT_A_WHOLE_NUMBER',
  isIso8601: 'NOT_AN_INSTANT',
  isLength: 'WRONG_LENGTH',
  isString: 'NOT_A_TEXT',
  isUuid: 'NOT_AN_ID',
  matches: 'WRONG_FORM',
  max: 'TOO_LARGE',
  min: 'TOO_SMALL',
  arrayMaxSize: 'TOO_MANY',
  arrayMinSize: 'TOO_FEW',
}
const ourWords: Partial<Record<string, FieldCode>> = {
  whitelistValidation: 'UNKNOWN_FIELD',
  nestedValidation: 'NOT_AN_OBJECT',
  isArray: 'NOT_A_LIST',
  isObject: 'NOT_AN_OBJECT',
}

/** Rules about what a value is; what it may be is worth saying only after them. */
const firstRules = ['isString', 'isInt', 'isBoolean', 'isArray', 'isObject']

/** Rules that class-validator brings along by itself. */
const ourRules = ['whitelistValidation', 'nestedValidation']

/** Text that PostgreSQL cannot hold: the null character, and halves of characters. */
const UNREADABLE = /[\0\p{Surrogate}]/u
/** class-transformer leaves these out in silence; a field that we do not know is told. */
const NAMES_OF_THE_LANGUAGE = ['__proto__', 'constructor', 'prototype']
const DATE_FORM = /^\d{4}-\d\d-\d\d$/

export class ValidateInput implements PipeTransform {
  constructor(private readonly words: ProblemWords) {}

  async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom') return value
    if (metatype && !builtIn.includes(metatype)) return validInput(metatype, value, this.words)
    // Whoever reads an address or a form without a DTO is spared text that nothing of ours can keep.
    const unreadable = impossibleTexts(value, '', this.words).filter(
      ({ code }) => code === ('UNREADABLE_TEXT' satisfies FieldCode),
    )
    if (unreadable.length === 0) return value
    throw type === 'param' ? new NotFound() : invalid(unreadable)
  }
}

const builtIn: readonly unknown[] = [String, Number, Boolean, Array, Object]

/** @throws InvalidInput naming every fault */
export async function validInput<Input extends object>(
  dto: Type<Input>,
  value: unknown,
  words: ProblemWords,
): Promise<Input> {
  const errors = impossibleTexts(value, '', words)
  if (!isObject(value) && value !== undefined) throw invalid([fault('', 'NOT_AN_OBJECT', words)])
  const input = plainToInstance(dto, value ?? {})
  errors.push(
    ...(
      await validate(input, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false })
    ).flatMap((error) => faultsOf(error, '', words)),
  )
  errors.push(
    ...missingParts(input, '', words).filter(
      (missing) => !errors.some((error) => error.pointer === missing.pointer),
    ),
  )
  if (errors.length > 0) throw invalid(errors)
  return input
}

function faultsOf(error: ValidationError, parent: string, words: ProblemWords): FieldError[] {
  const pointer = `${parent}/${escaped(error.property)}`
  const broken = Object.entries(error.constraints ?? {})
  const own = [...broken.filter(isFirst), ...broken.filter((each) => !isFirst(each))].map(
    ([rule, message]): FieldError => {
      const code = ourWords[rule] ?? ruleCodes[rule] ?? 'INVALID'
      // A rule without words of its own speaks class-validator's English and begins with the name of the field.
      const unsaid = ourRules.includes(rule) || message.includes(`${error.property} must`)
      return { pointer, code, detail: unsaid ? words.field(ourWords[rule] ?? 'INVALID') : message }
    },
  )
  // One sentence a field: the first rule that was broken is the one to mend first.
  return [...own.slice(0, 1), ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer, words))]
}

function isFirst([rule]: [string, string]): boolean {
  return firstRules.includes(rule)
}

/** class-validator passes over a nested part that is absent, or a list where one object belongs; we do not. */
function missingParts(input: object, parent: string, words: ProblemWords): FieldError[] {
  return rulesOf(input.constructor).flatMap(({ property, optional, list, nested }) => {
    const value = (input as Record<string, unknown>)[property]
    const pointer = `${parent}/${escaped(property)}`
    if (!nested || (optional && (value === undefined || value === null))) return []
    if (list)
      return isArray(value)
        ? value.flatMap((item, index) => within(item, `${pointer}/${index}`, words))
        : [fault(pointer, 'NOT_A_LIST', words)]
    return isObject(value) && !isArray(value)
      ? missingParts(value, pointer, words)
      : [fault(pointer, 'NOT_AN_OBJECT', words)]
  })
}

function within(item: unknown, pointer: string, words: ProblemWords): FieldError[] {
  return isObject(item) ? missingParts(item, pointer, words) : [fault(pointer, 'NOT_AN_OBJECT', words)]
}

export interface PropertyRules {
  property: string
  optional: boolean
  nested: boolean
  /** The rules hold for each item of a list. */
  list: boolean
  rules: { name: string; constraints: readonly unknown[]; each: boolean }[]
}

/** What class-validator knows of each property of a DTO class, in the order of its fields. */
export function rulesOf(dto: unknown): PropertyRules[] {
  let rules = known.get(dto)
  if (!rules) known.set(dto, (rules = readRules(dto)))
  return rules
}

const known = new Map<unknown, PropertyRules[]>()

function readRules(dto: unknown): PropertyRules[] {
  const storage = getMetadataStorage()
  const found = storage.getTargetValidationMetadatas(dto as Type, '', false, false)
  return Object.entries(storage.groupByPropertyName(found)).map(([property, all]) => {
    const nested = all.filter(({ type }) => type === 'nestedValidation')
    const rules = all.filter(({ type }) => type === 'customValidation')
    return {
      property,
      optional: all.some(({ type }) => type === 'conditionalValidation'),
      nested: nested.length > 0,
      list:
        nested.some(({ each }) => each) ||
        rules.some(({ name }) => name?.startsWith('array') || name === 'isArray'),
      rules: rules.map(({ name, constraints, each }) => ({
        name: name ?? '',
        constraints: (constraints as unknown[] | undefined) ?? [],
        each,
      })),
    }
  })
}

/** What no field takes, whatever its own rules: text that cannot be kept, days that no calendar has, names of the language. */
function impossibleTexts(value: unknown, pointer: string, words: ProblemWords): FieldError[] {
  if (typeof value === 'string') {
    if (UNREADABLE.test(value)) return [fault(pointer, 'UNREADABLE_TEXT', words)]
    return DATE_FORM.test(value) && !isLocalDate(value) ? [fault(pointer, 'NO_SUCH_DATE', words)] : []
  }
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) =>
    NAMES_OF_THE_LANGUAGE.includes(key)
      ? [fault(`${pointer}/${key}`, 'UNKNOWN_FIELD', words)]
      : impossibleTexts(item, `${pointer}/${escaped(key)}`, words),
  )
}

function fault(pointer: string, code: FieldCode, words: ProblemWords): FieldError {
  return { pointer, code, detail: words.field(code) }
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function invalid(errors: readonly FieldError[]): InvalidInput {
  return new InvalidInput('', errors)
}
