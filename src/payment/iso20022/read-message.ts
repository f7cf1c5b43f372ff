/**
 * Reads messages, each checked against its schema in `config/schemas/iso20022`. The library is compiled as it is loaded:
 * import this, and what uses it, where a message is read, so that nothing else waits for it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ParseOption, XmlDocument, XmlLibError, type XmlNode, XmlXPath, XsdValidator } from 'libxml2-wasm'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { MessageInvalid, type MessageName, namespaceOf } from './messages.js'

const validators = new Map<MessageName, XsdValidator>()

/** Loaded once a process. */
function validatorOf(name: MessageName): XsdValidator {
  let validator = validators.get(name)
  if (!validator) {
    const schema = XmlDocument.fromString(
      readFileSync(join(findConfigDirectory(), 'schemas', 'iso20022', `${name}.xsd`), 'utf8'),
    )
    try {
      validator = XsdValidator.fromDoc(schema)
    } finally {
      schema.dispose()
    }
    validators.set(name, validator)
  }
  return validator
}

/** An element of a message, read by the names of its descendants. */
export class Part {
  constructor(
    private readonly node: XmlNode,
    private readonly namespace: string,
  ) {}

  /** The elements at the end of this path, in their order. */
  all(path: string): Part[] {
    return this.node.find(compiled(path, this.namespace)).map((node) => new Part(node, this.namespace))
  }

  /** The text at the end of this path; an attribute is `@Name`. */
  text(path: string): string | undefined {
    return this.node.get(compiled(path, this.namespace))?.content.trim()
  }

  get line(): number {
    return this.node.line
  }
}

/**
 * Reads a message that follows its schema. It has no DTD: nothing in it can name a file, an address or itself.
 * @throws MessageInvalid
 */
export function readMessage<Result>(name: MessageName, xml: string, read: (root: Part) => Result): Result {
  if (/<!DOCTYPE/i.test(xml)) throw new MessageInvalid(name, [{ line: 1, what: 'DOCTYPE tidak diterima' }])
  const document = parsed(name, xml)
  try {
    const validator = validatorOf(name)
    try {
      validator.validate(document)
    } catch (error) {
      throw invalid(name, error)
    }
    return read(new Part(document.root, namespaceOf(name)))
  } finally {
    document.dispose()
  }
}

/** @throws MessageInvalid */
export function assertValid(name: MessageName, xml: string): void {
  readMessage(name, xml, () => undefined)
}

function parsed(name: MessageName, xml: string): XmlDocument {
  try {
    return XmlDocument.fromString(xml, {
      option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES,
    })
  } catch (error) {
    throw invalid(name, error)
  }
}

function invalid(name: MessageName, error: unknown): unknown {
  if (!(error instanceof XmlLibError)) return error
  return new MessageInvalid(
    name,
    error.details.map(({ line, message }) => ({ line, what: withoutValues(message) })),
  )
}

/** The library quotes what it found: that may be a name or an account. The element and the rule are enough. */
function withoutValues(message: string): string {
  return message
    .replaceAll(/\{urn:[^}]*\}/g, '')
    .replace(/(:|The value) '[^]*'/, '$1 …')
    .trim()
}

const paths = new Map<string, XmlXPath>()

/** `A/B/@C` with every element in the message's namespace; each of our few paths is compiled once. */
function compiled(path: string, namespace: string): XmlXPath {
  const key = `${namespace} ${path}`
  let found = paths.get(key)
  if (!found) {
    found = XmlXPath.compile(path.replaceAll(/(^|\/)([A-Z])/g, '$1m:$2'), { m: namespace })
    paths.set(key, found)
  }
  return found
}
