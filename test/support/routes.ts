/** Every route of the product as Nest itself knows it, with who may call it. */
import type { NestExpressApplication } from '@nestjs/platform-express'
import { RequestMethod } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { ModulesContainer, Reflector } from '@nestjs/core'
import { ACCESS, type Access } from '../../src/platform/login/access.js'
import { staffRoles } from '../../src/platform/login/staff-roles.js'

type Handler = (...given: unknown[]) => unknown
type ControllerClass = (new (...given: never[]) => object) & { prototype: Record<string, Handler> }

export interface Route {
  name: string
  method: 'get' | 'head' | 'options' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  /** Undefined where neither the method nor its class says it. */
  access: Access | undefined
  controller: ControllerClass
  handler: Handler
}

export function routesOf(application: NestExpressApplication): Route[] {
  const controllers = [...application.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ])
  return controllers
    .flatMap(({ metatype }) => routesIn(metatype as ControllerClass))
    .toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
}

/** The path with something in place of each parameter. */
export function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? name)
}

/** `officer, manager` in the order of the roles, or the one word of a door. */
export function accessInWords(access: Access | undefined): string {
  if (access === undefined) return 'nobody'
  if (typeof access === 'string') return access
  const named = staffRoles.filter((role) => access.includes(role))
  return named.length === staffRoles.length ? 'all staff' : named.join(', ')
}

function routesIn(controller: ControllerClass): Route[] {
  const base = Reflect.getMetadata(PATH_METADATA, controller) as string
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler = controller.prototype[name]
    const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined)
    if (!handler || method === undefined) return []
    const own = Reflect.getMetadata(PATH_METADATA, handler) as string
    const access = new Reflector().getAllAndOverride<Access | undefined>(ACCESS, [handler, controller])
    const path = `/${base}/${own}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '')
    const verb = RequestMethod[method].toLowerCase() as Route['method']
    return [{ name: `${controller.name}.${name}`, method: verb, path, access, controller, handler }]
  })
}

const sortKey = ({ path, method }: Route): string => `${path} ${method}`
