# New-, Get-, Set- and Remove-AsyncQuota.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Quotas' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Disconnect-AsyncStore
    }

    Context 'New-AsyncQuota' {
        It 'creates quotas of one slot in the queue "default", unless told otherwise' {
            $quota = New-AsyncQuota db
            $quota | Should -BeOfType AsyncPS.Quota
            $quota.Name, $quota.Queue | Should -Be 'db', 'default'
            $quota.Size, $quota.Used, $quota.Filled | Should -Be 1, 0, $false
            $quota.Job | Should -HaveCount 0

            New-AsyncQueue mail | Out-Null
            (New-AsyncQuota a, b -Size 5 -Queue mail).Size | Should -Be 5, 5
        }

        It 'refuses a quota that exists (R130)' {
            New-AsyncQuota db | Out-Null
            { New-AsyncQuota DB -ErrorAction Stop } |
                Should -Throw -ErrorId 'QuotaExists,AsyncPS.Commands.NewAsyncQuotaCommand'
        }

        It 'refuses a queue that does not exist' {
            { New-AsyncQuota db -Queue nope -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
        }

        It 'refuses a negative size' {
            { New-AsyncQuota db -Size -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        }

        It 'changes nothing with -WhatIf' {
            New-AsyncQuota db -WhatIf | Should -BeNullOrEmpty
            Get-AsyncQuota | Should -BeNullOrEmpty
        }
    }

    Context 'Get-AsyncQuota' {
        It 'finds by pattern and by queue' {
            New-AsyncQueue mail | Out-Null
            New-AsyncQuota db-read, db-write | Out-Null
            New-AsyncQuota db-mail -Queue mail | Out-Null
            (Get-AsyncQuota db-*).Count | Should -Be 3
            (Get-AsyncQuota -Queue mail).Name | Should -Be 'db-mail'
            (Get-AsyncQuota *read).Name | Should -Be 'db-read'
        }

        It 'reports a name and a queue that do not exist' {
            { Get-AsyncQuota nope -ErrorAction Stop } |
                Should -Throw -ErrorId 'QuotaNotFound,AsyncPS.Commands.GetAsyncQuotaCommand'
            { Get-AsyncQuota -Queue nope -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
        }
    }

    Context 'Set-AsyncQuota' {
        It 'changes the size (R130)' {
            New-AsyncQuota db | Out-Null
            Set-AsyncQuota db -Size 7 | Should -BeNullOrEmpty
            (Get-AsyncQuota db).Size | Should -Be 7
            (Set-AsyncQuota db 0 -PassThru).Size | Should -Be 0
        }

        It 'takes quotas from the pipeline, each in its own queue' {
            New-AsyncQueue mail | Out-Null
            New-AsyncQuota db | Out-Null
            New-AsyncQuota db -Queue mail | Out-Null
            Get-AsyncQuota | Set-AsyncQuota -Size 3
            (Get-AsyncQuota).Size | Should -Be 3, 3
        }

        It 'does not take another object by its Name' {
            New-AsyncQuota db | Out-Null
            $problem = $null
            [pscustomobject]@{ Name = 'db'; Queue = 'default' } |
                Set-AsyncQuota -Size 9 -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem | Should -HaveCount 1
            (Get-AsyncQuota db).Size | Should -Be 1
        }

        It 'reports a quota that does not exist' {
            { Set-AsyncQuota nope -Size 2 -ErrorAction Stop } | Should -Throw -ErrorId 'QuotaNotFound*'
        }

        It 'changes nothing with -WhatIf' {
            New-AsyncQuota db | Out-Null
            Set-AsyncQuota db -Size 7 -WhatIf
            (Get-AsyncQuota db).Size | Should -Be 1
        }
    }

    Context 'Remove-AsyncQuota' {
        It 'removes by name and from the pipeline (R130)' {
            New-AsyncQuota a, b, c | Out-Null
            Remove-AsyncQuota a
            Get-AsyncQuota b | Remove-AsyncQuota
            (Get-AsyncQuota).Name | Should -Be 'c'
        }

        It 'changes nothing with -WhatIf' {
            New-AsyncQuota db | Out-Null
            Remove-AsyncQuota db -WhatIf
            (Get-AsyncQuota db).Name | Should -Be 'db'
        }
    }
}
