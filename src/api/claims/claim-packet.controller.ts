import { Controller, Get, Param, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { PacketFiles, packetReaders } from '../../approval/packet-files.service.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { V1 } from '../paths.js'

/** What a decision on a claim rests on, as it was frozen. */
@ApiTags('claims')
@Controller(`${V1}/claims/:number/packet`)
export class ClaimPacketController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly packets: PacketFiles,
  ) {}

  @Get()
  @Roles(...packetReaders)
  @ApiOperation({
    summary: 'The decision packet as a file',
    description:
      'The bytes whose SHA-256 is printed on the letter of the decision; `santun packet verify` recomputes them. Account numbers are sealed. That it was taken is on record.',
  })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  async open(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<StreamableFile> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const { name, content } = await this.packets.open(id, actorOf(staff, actingRole(staff, packetReaders)))
    const disposition = `attachment; filename="${name}"`
    return new StreamableFile(content, { type: 'application/json', disposition, length: content.length })
  }
}
