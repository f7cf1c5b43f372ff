/** What the calls about incidents have in common, for staff and for people outside. */
import { applyDecorators } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { Response } from 'express'
import type { IncidentStepTaken } from '../../incidents/incident-lifecycle.service.js'
import { giveVersion } from '../headers.js'
import type { IncidentStepTakenDto } from './incidents.dto.js'

const key = { name: 'Idempotency-Key', required: true, description: 'Chosen by the caller, e.g. a UUID' }

/** A command that is done once, however often it is sent. */
export const WithKey = (): MethodDecorator & ClassDecorator => ApiHeader(key)

/** A step besides needs what the caller saw. */
export const WithVersion = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiHeader(key),
    ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the incident as it was seen' }),
  )

export function taken(
  { number, seq, event, from, to, round, at, repeated }: IncidentStepTaken,
  response: Response,
): IncidentStepTakenDto {
  giveVersion(response, seq)
  return { number, seq, event, from, to, round, at, repeated }
}
