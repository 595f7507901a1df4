# Copy-AsyncStore, from a file to a file; copies to a server are tested below the cmdlets.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Copy-AsyncStore' {
    BeforeEach {
        $from, $to = (New-StorePath), (New-StorePath)
        1..3 | Add-AsyncJob { $_ * 2 } -Store $from -Name 'twice' | Out-Null
    }

    It 'copies jobs with their ids, and they run there' {
        Copy-AsyncStore $from $to | Should -BeNullOrEmpty
        Start-AsyncDispatcher -Store $to -Drain
        Get-AsyncJob -Store $to | ForEach-Object { "$($_.Id) $($_.Result)" } | Should -Be '1 2', '2 4', '3 6'
        (Get-AsyncJob -Store $from).Status | Should -Be 'Pending', 'Pending', 'Pending'
    }

    It 'writes the copy with -PassThru, which takes new jobs after the old ones' {
        $copy = Copy-AsyncStore -From $from -To $to -PassThru
        $copy | Should -BeOfType AsyncPS.Store
        $copy.Location | Should -Be $to
        (Add-AsyncJob { 'new' } -Store $copy).Id | Should -Be 4
    }

    It 'makes nothing with -WhatIf' {
        Copy-AsyncStore $from $to -WhatIf
        [IO.File]::Exists($to) | Should -BeFalse
    }

    It 'refuses a target that is not empty' {
        Add-AsyncJob { 'mine' } -Store $to | Out-Null
        { Copy-AsyncStore $from $to } | Should -Throw -ErrorId 'StoreNotEmpty,AsyncPS.Commands.CopyAsyncStoreCommand'
        (Get-AsyncJob -Store $to).Count | Should -Be 1
    }

    It 'refuses a source that is not there, and makes neither' {
        $missing = New-StorePath
        { Copy-AsyncStore $missing $to } | Should -Throw -ErrorId 'StoreUnavailable,AsyncPS.Commands.CopyAsyncStoreCommand'
        [IO.File]::Exists($missing) | Should -BeFalse
        [IO.File]::Exists($to) | Should -BeFalse
    }

    It 'refuses a source that a dispatcher works on, and copies it with -Force' {
        Start-AsyncDispatcher -Store $from
        try {
            { Copy-AsyncStore $from $to } |
                Should -Throw -ErrorId 'DispatcherRunning,AsyncPS.Commands.CopyAsyncStoreCommand'
            Copy-AsyncStore $from $to -Force
        }
        finally {
            Stop-AsyncDispatcher -Store $from
        }

        (Get-AsyncJob -Store $to).Count | Should -Be 3
    }
}
