import { Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common'
import type { Request, Response } from 'express'
import { IncidentAccess } from '../../incidents/incident-access.service.js'
import { incidentReaders, IncidentStaff } from '../../incidents/incident-staff.service.js'
import { IncidentLetters } from '../../letters/incident-letters.service.js'
import type { OpenedLetter } from '../../letters/letter-shelf.service.js'
import { Public, Roles } from '../../platform/login/access.js'
import { incidentCodeOf } from '../../platform/login/incident-credential.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { type PageAnswer, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { incidentPaths } from './paths.js'

/** The letters of an incident at the desk. */
@PageController('petugas/kecelakaan/:number/surat')
export class IncidentLettersController {
  constructor(
    private readonly letters: IncidentLetters,
    private readonly staffSteps: IncidentStaff,
  ) {}

  @Get(':letter')
  @Roles(...incidentReaders)
  async open(
    @Param('number') number: string,
    @Param('letter') letter: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { id, actor } = await this.staffSteps.on(number, staff, incidentReaders)
    return asPdf(await this.letters.open(letter, id, actor), response)
  }

  /** Writes what a machine gave up, once the cause is gone. */
  @Post()
  @Roles('officer')
  async write(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    await this.letters.writeMissing(id, actor)
    return seeOther(incidentPaths.incident(number, '?hasil=simpan'))
  }
}

/** The same outside, for who treats and who is treated. */
@PageController('lapor/surat')
export class DoorLettersController {
  constructor(
    private readonly letters: IncidentLetters,
    private readonly access: IncidentAccess,
  ) {}

  @Get(':letter')
  @Public()
  async open(
    @Param('letter') letter: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { incidentId, actor } = await this.access.open(incidentCodeOf(request))
    return asPdf(await this.letters.open(letter, incidentId, actor), response)
  }
}

function asPdf({ name, content }: OpenedLetter, response: Response): StreamableFile {
  response.set('Cache-Control', 'no-store')
  const disposition = `inline; filename="${name}"`
  return new StreamableFile(content, { type: 'application/pdf', disposition, length: content.length })
}
