import { ApiProperty } from '@nestjs/swagger'

export class LiveDto {
  @ApiProperty({ enum: ['up'] })
  status: 'up'

  @ApiProperty({ example: '0.1.0' })
  version: string
}

export class PartDto {
  @ApiProperty({ enum: ['database', 'queue', 'relay', 'calendar'] })
  name: string

  @ApiProperty({ enum: ['up', 'down'] })
  status: 'up' | 'down'

  @ApiProperty({ required: false, description: "What is wrong, or will be soon, without any person's data" })
  detail?: string
}

export class ReadyDto {
  @ApiProperty({ enum: ['up', 'down'] })
  status: 'up' | 'down'

  @ApiProperty({ example: '0.1.0' })
  version: string

  @ApiProperty({ type: [PartDto] })
  parts: PartDto[]
}
