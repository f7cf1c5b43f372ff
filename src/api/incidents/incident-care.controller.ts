import { Body, Controller, Param, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CareBillDto, CareNoteDto, StmbPeriodDto } from '../../incidents/care.dto.js'
import { IncidentCare } from '../../incidents/care.service.js'
import { IncidentStaff } from '../../incidents/incident-staff.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { IdempotencyKey } from '../headers.js'
import { V1 } from '../paths.js'
import { WithKey } from './incident-calls.js'
import { WrittenDto } from './incidents.dto.js'

/** What an officer writes down about the care of an incident, one line a call. */
@ApiTags('incidents')
@Controller(`${V1}/incidents/:number`)
export class IncidentCareApiController {
  constructor(
    private readonly care: IncidentCare,
    private readonly staffSteps: IncidentStaff,
  ) {}

  @Post('notes')
  @Roles('officer')
  @WithKey()
  @ApiOperation({ summary: 'How the treatment goes, or the plan for the return to work' })
  @ApiCreatedResponse({ type: WrittenDto })
  async note(
    @Param('number') number: string,
    @Body() dto: CareNoteDto,
    @CurrentStaff() staff: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<WrittenDto> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    return { id: await this.care.note(id, dto, actor, key) }
  }

  @Post('stmb-periods')
  @Roles('officer')
  @WithKey()
  @ApiOperation({ summary: 'Days on which a doctor certified incapacity; no day counts twice' })
  @ApiCreatedResponse({ type: WrittenDto })
  async period(
    @Param('number') number: string,
    @Body() dto: StmbPeriodDto,
    @CurrentStaff() staff: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<WrittenDto> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    return { id: await this.care.addPeriod(id, dto, actor, key) }
  }

  @Post('bills')
  @Roles('officer')
  @WithKey()
  @ApiOperation({ summary: 'One line of a bill, or one receipt' })
  @ApiCreatedResponse({ type: WrittenDto })
  async bill(
    @Param('number') number: string,
    @Body() dto: CareBillDto,
    @CurrentStaff() staff: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<WrittenDto> {
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    return { id: await this.care.addBill(id, dto, actor, key) }
  }
}
