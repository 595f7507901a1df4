# What one job can leave behind for the next one in the same worker: nothing. There is one worker, so the next job is where
# the first one was.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
    Start-AsyncDispatcher -Size 1 -InitializationScript {
        $greeting = 'hello'
        function Get-Prepared { 'prepared' }
    }

    # Runs one script as a job and then another, and gives what the second one wrote.
    function Invoke-After([scriptblock]$First, [scriptblock]$Second) {
        $before, $after = (Add-AsyncJob $First), (Add-AsyncJob $Second)
        $before | Wait-AsyncJob -Timeout 240 | Out-Null
        if ($before.Error -and $before.Error.ErrorId -notin 'JobExited', 'planned') { throw $before.Error.Message }
        $after | Receive-AsyncJob -Wait -Timeout 240
    }
}

AfterAll {
    Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'The next job does not see' {
    It '<What>' -ForEach @(
        @{ What = 'variables'; First = { $leak = 1 }; Look = { "$leak" }; Sees = '' }
        @{ What = 'global variables'; First = { $global:leak = 1 }; Look = { "$global:leak" }; Sees = '' }
        @{ What = 'script variables'; First = { $script:leak = 1 }; Look = { "$script:leak" }; Sees = '' }
        @{ What = 'preference variables'; First = { $global:ErrorActionPreference = 'Stop' }; Look = { "$ErrorActionPreference" }; Sees = 'Continue' }
        @{ What = 'parameter defaults'; First = { $global:PSDefaultParameterValues['Write-Output:NoEnumerate'] = $true }; Look = { $PSDefaultParameterValues.Count }; Sees = 0 }
        @{ What = 'errors'; First = { Write-Error 'mine' }; Look = { $Error.Count }; Sees = 0 }
        @{ What = 'exit codes'; First = { $global:LASTEXITCODE = 9 }; Look = { "$LASTEXITCODE" }; Sees = '' }
        @{ What = 'strict mode'; First = { Set-StrictMode -Version Latest; 1 }; Look = { "$($noSuchVariable)|" }; Sees = '|' }
        @{ What = 'functions'; First = { function global:Get-Leak { 1 } }; Look = { "$(Get-Command Get-Leak -ErrorAction Ignore)" }; Sees = '' }
        @{ What = 'functions in place of commands'; First = { function global:Write-Output { 'mine' } }; Look = { Write-Output 'theirs' }; Sees = 'theirs' }
        @{ What = 'functions in place of its own'; First = { function global:Get-Prepared { 'spoilt' } }; Look = { Get-Prepared }; Sees = 'prepared' }
        @{ What = 'aliases'; First = { $ExecutionContext.InvokeProvider.Item.Set('alias:leak', 'Get-Command') }; Look = { "$(Get-Command leak -ErrorAction Ignore)" }; Sees = '' }
        @{ What = 'its location'; First = { Set-Location / }; Look = { "$(Get-Location)" }; Sees = { "$([Environment]::CurrentDirectory)" } }
        @{ What = 'its location stack'; First = { Push-Location / }; Look = { Pop-Location; "$(Get-Location)" }; Sees = { "$([Environment]::CurrentDirectory)" } }
        @{ What = 'changes of the variables that workers begin with'; First = { $global:greeting = 'bye' }; Look = { $greeting }; Sees = 'hello' }
    ) {
        $expected = if ($Sees -is [scriptblock]) { & $Sees } else { $Sees }
        Invoke-After $First $Look | Should -Be $expected
    }

    It 'classes and enums' {
        Invoke-After { class Leak { [int]$Value = 3 }; [Leak]::new().Value } { "$('Leak' -as [type])" } | Should -Be ''
    }

    It 'other variables of a class of the same name' {
        Invoke-After { class Same { $A = 1 }; [Same]::new().A } { class Same { $B = 2 }; [Same]::new().B } | Should -Be 2
    }

    It 'event subscribers' {
        Invoke-After {
            $timer = [Timers.Timer]::new(3600000)
            [void]$ExecutionContext.Events.SubscribeEvent($timer, 'Elapsed', 'leak', $null, { }, $false, $false)
        } { @($ExecutionContext.Events.Subscribers).Count } | Should -Be 0
    }

    It 'what a dynamic module of the job holds' {
        Invoke-After { New-Module -Name Leak { function Get-Inner { 1 } } | Import-Module -Global } {
            "$(Get-Command Get-Inner -ErrorAction Ignore)"
        } | Should -Be ''
    }

    It 'anything of a job that failed, exited or was stopped' {
        foreach ($ending in { $global:leak = 1; throw 'planned' }, { $global:leak = 1; exit 3 }) {
            Invoke-After $ending { "$global:leak" } | Should -Be ''
        }

        $job = Add-AsyncJob { $global:leak = 1; Set-AsyncAnnotation here 1; Start-Sleep 600 }
        Get-AsyncAnnotation here -Job $job -Timeout 240 | Out-Null
        $job | Stop-AsyncJob | Out-Null
        Add-AsyncJob { "$global:leak" } | Receive-AsyncJob -Wait -Timeout 240 | Should -Be ''
    }
}

Describe 'When a job has ended, the process is as the dispatcher has it' {
    It 'in <What>' -ForEach @(
        @{ What = 'its environment'; First = { $env:ASYNCPS_LEAK = 1; $env:HOME = '/leak' }; Look = { "$env:ASYNCPS_LEAK" } }
        @{ What = 'variables that were removed'; First = { [Environment]::SetEnvironmentVariable('PATH', $null) }; Look = { $env:PATH } }
        @{ What = 'its current directory'; First = { [Environment]::CurrentDirectory = [IO.Path]::GetTempPath() }; Look = { [Environment]::CurrentDirectory } }
        @{ What = 'its cultures'; First = { [cultureinfo]::CurrentCulture = 'tr-TR'; [cultureinfo]::CurrentUICulture = 'fr-FR' }; Look = { "$([cultureinfo]::CurrentCulture) $([cultureinfo]::CurrentUICulture)" } }
        @{ What = 'the cultures of new threads'; First = { [cultureinfo]::DefaultThreadCurrentCulture = 'tr-TR' }; Look = { "$([cultureinfo]::DefaultThreadCurrentCulture)" } }
        @{ What = 'where the console writes'; First = { [Console]::SetOut([IO.StringWriter]::new()); [Console]::SetError([IO.StringWriter]::new()) }; Look = { [Console]::Out.GetType().Name; [Console]::Error.GetType().Name } }
        @{ What = 'how the console writes'; First = { [Console]::OutputEncoding = [Text.Encoding]::Latin1 }; Look = { [Console]::OutputEncoding.WebName } }
    ) {
        $before = Add-AsyncJob $Look | Receive-AsyncJob -Wait -Timeout 240
        Invoke-After $First $Look | Should -Be $before
    }
}

Describe 'A worker keeps' {
    It 'the modules that a job has imported: the next one that needs them starts sooner' {
        $path = [IO.Path]::Combine($TestDrive, 'Kept.psm1')
        [IO.File]::WriteAllText($path, 'function Get-Kept { "kept" }')
        $first, $second = 1..2 | ForEach-Object { Add-AsyncJob { Get-Kept } -ImportModule $path }
        $first, $second | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'kept', 'kept'
    }

    It 'nothing at all with -Isolation Fresh' {
        $job = Add-AsyncJob { $global:leak = 5 } -Isolation Fresh
        $job | Wait-AsyncJob -Timeout 240 | Out-Null
        Add-AsyncJob { "$global:leak" } | Receive-AsyncJob -Wait -Timeout 240 | Should -Be ''
    }
}
