import { Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { letterReaders, LetterShelf } from '../../letters/letter-shelf.service.js'
import { MissingLetters } from '../../letters/missing-letters.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { V1 } from '../paths.js'
import { LetterDto, LettersDto } from './letters.dto.js'

/** The letters that a claim has caused. */
@ApiTags('letters')
@Controller(`${V1}/claims/:number/letters`)
export class LettersController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly shelf: LetterShelf,
    private readonly missing: MissingLetters,
  ) {}

  @Get()
  @Roles(...letterReaders)
  @ApiOperation({
    summary: 'The letters of a claim',
    description: 'Receipt, requests, decisions, advice of payment; the first one first.',
  })
  @ApiOkResponse({ type: LettersDto })
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<LettersDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return this.lettersOf(number, id, staff)
  }

  @Post()
  @Roles('officer', 'manager')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Write the letters that are missing',
    description:
      'For letters that were given up: each takes the number it has, and what waited for an officer is closed.',
  })
  @ApiOkResponse({ type: LettersDto })
  async writeMissing(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<LettersDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    await this.missing.write(id, actorOf(staff, actingRole(staff, ['officer', 'manager'])))
    return this.lettersOf(number, id, staff)
  }

  @Get(':letter')
  @Roles(...letterReaders)
  @ApiOperation({ summary: 'A letter as PDF', description: 'That it was taken is on record.' })
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async open(
    @Param('number') number: string,
    @Param('letter') letter: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<StreamableFile> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const { name, content } = await this.shelf.open(
      letter,
      id,
      actorOf(staff, actingRole(staff, letterReaders)),
    )
    const disposition = `attachment; filename="${name}"`
    return new StreamableFile(content, { type: 'application/pdf', disposition, length: content.length })
  }

  private async lettersOf(number: string, claimId: string, staff: SignedIn): Promise<LettersDto> {
    const letters = await this.shelf.listFor(claimId, actorOf(staff, actingRole(staff, letterReaders)))
    return { number, letters: letters.map((letter) => LetterDto.of(letter)) }
  }
}
