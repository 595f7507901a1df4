# Register-, Unregister-, Get- and Test-AsyncService; the log of Start-AsyncDispatcher.

# Units are written for systemd alone where it may be; what another account may not do, root alone can ask about.
$notSystemd = -not $IsLinux
$cannotTryAsOther = $notSystemd -or [Environment]::UserName -ne 'root'

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath

    # Runs text in a shell whose units are in a folder of their own.
    function Invoke-WithUnits([string]$Text, [string]$Folder) {
        Invoke-Shell "Import-Module '$ModulePath'; $Text" -Environment @{ XDG_CONFIG_HOME = $Folder; XDG_RUNTIME_DIR = '' }
    }

    function New-UnitFolder {
        [IO.Directory]::CreateDirectory([IO.Path]::Combine($TestDrive, [Guid]::NewGuid().ToString('n'))).FullName
    }

    function Get-UnitPath([string]$Folder, [string]$Name) {
        [IO.Path]::Combine($Folder, 'systemd', 'user', "$Name.service")
    }

    # Shows the id and the words of what is refused.
    $showError = 'catch { $_.FullyQualifiedErrorId.Split(",")[0]; "$_" }'
}

Describe 'Register-AsyncService' -Skip:$notSystemd {
    It 'writes a unit, and says what is left to do where systemd does not run' {
        $units = New-UnitFolder
        $store = New-StorePath
        $run = Invoke-WithUnits "Register-AsyncService mine -Scope User -Store '$store' -Queue default, mail -Size 4 -LogJobs" $units
        $run.ExitCode | Should -Be 0 -Because "$($run.Output)$($run.Error)"
        $run.Output | Should -BeLike '*WARNING: Systemd does not run here*systemctl --user daemon-reload*'
        $unit = [IO.File]::ReadAllText((Get-UnitPath $units mine))
        $unit | Should -BeLike "*Type=notify*Start-AsyncDispatcher -Wait -Store '$store' -Queue 'default', 'mail' -Size 4*-LogJobs; exit*"
        [IO.File]::Exists($store) | Should -BeFalse
    }

    It 'prints with -WhatIf exactly what it would write and run, and writes nothing' {
        $units = New-UnitFolder
        $store = New-StorePath
        $text = "Register-AsyncService mine -Scope User -Store '$store' -Start"
        $shown = (Invoke-WithUnits "$text -WhatIf" $units).Output
        [IO.File]::Exists((Get-UnitPath $units mine)) | Should -BeFalse
        $null = Invoke-WithUnits $text $units
        $shown | Should -BeLike "*Write $(Get-UnitPath $units mine):*"
        $shown.Contains([IO.File]::ReadAllText((Get-UnitPath $units mine)).TrimEnd("`n")) | Should -BeTrue -Because $shown
        $shown | Should -BeLike '*Run systemctl --user enable mine.service*Run systemctl --user restart mine.service*'
    }

    It 'shows <Kind> units of other machines with -WhatIf, and says that they would be refused here' -ForEach @(
        @{ Kind = 'WindowsTask'; Part = '*<BootTrigger>*Run schtasks.exe /Create*' }
        @{ Kind = 'Launchd'; Part = '*<key>ProgramArguments</key>*' }
    ) {
        $run = Invoke-WithUnits "Register-AsyncService -Kind $Kind -Scope System -Store '$(New-StorePath)' -WhatIf" (New-UnitFolder)
        $run.Output | Should -BeLike $Part
        $run.Output | Should -BeLike "*It would be refused here. There is no $Kind on this machine.*"
    }

    It 'refuses a unit that exists, and replaces it with -Force' {
        $units = New-UnitFolder
        $store = New-StorePath
        $run = Invoke-WithUnits @"
`$null = Register-AsyncService mine -Scope User -Store '$store' 3> `$null
try { Register-AsyncService mine -Scope User -Store '$store' -Size 9 } $showError
(Get-AsyncService mine).Size
(Register-AsyncService mine -Scope User -Store '$store' -Size 9 -Force 3> `$null).Size
"@ $units
        $lines = $run.Output.Trim().Split("`n")
        $lines[0] | Should -Be 'ServiceExists'
        $lines[1] | Should -BeLike '*Nothing was changed. Replace it with -Force.'
        $lines[2], $lines[3] | Should -Be '3', '9'
    }

    It 'leaves a unit of somebody else alone, also with -Force' {
        $units = New-UnitFolder
        $path = Get-UnitPath $units other
        [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
        [IO.File]::WriteAllText($path, '[Service]')
        $run = Invoke-WithUnits "try { Register-AsyncService other -Scope User -Store '$(New-StorePath)' -Force } $showError" $units
        $run.Output | Should -BeLike "ServiceExists*is not from AsyncPS*"
        [IO.File]::ReadAllText($path) | Should -Be '[Service]'
    }

    It 'refuses <What> with <Id>, and changes nothing' -Skip:$cannotTryAsOther -ForEach @(
        @{ What = 'a user that does not exist'; Id = 'ServiceUserNotFound'; User = 'nobody-of-this-name' }
        @{ What = 'a store that the user cannot use'; Id = 'ServiceStoreDenied'; User = 'nobody' }
    ) {
        $folder = [IO.Directory]::CreateTempSubdirectory('asyncps-closed-').FullName
        try {
            # Only looks: the unit would be the machine's own.
            $run = Invoke-WithUnits "Register-AsyncService asyncps-test-no-such -Scope System -User $User -Store '$folder/jobs.db' -WhatIf" (New-UnitFolder)
            $run.Output | Should -BeLike '*WARNING: It would be refused here.*'
            $run = Invoke-WithUnits "try { Register-AsyncService asyncps-test-no-such -Scope System -User $User -Store '$folder/jobs.db' } $showError" (New-UnitFolder)
            $run.Output | Should -BeLike "$Id*Nothing was changed.*"
            [IO.File]::Exists('/etc/systemd/system/asyncps-test-no-such.service') | Should -BeFalse
        }
        finally {
            [IO.Directory]::Delete($folder, $true)
        }
    }

    It 'leaves a unit alone that came with the system, also with -Force' {
        $folder = '/usr/lib/systemd/user'
        $theirs = if ([IO.Directory]::Exists($folder)) {
            [IO.Directory]::GetFiles($folder, '*.service') | Where-Object {
                [IO.Path]::GetFileNameWithoutExtension($_) -match '^[A-Za-z0-9_][A-Za-z0-9_.-]*$' } | Select-Object -First 1
        }
        if (-not $theirs) { Set-ItResult -Skipped -Because 'there is none here' }

        $units = New-UnitFolder
        $name = [IO.Path]::GetFileNameWithoutExtension($theirs)
        $run = Invoke-WithUnits "try { Register-AsyncService $name -Scope User -Store '$(New-StorePath)' -Force } $showError" $units
        $run.Output | Should -BeLike "ServiceExists*lib/systemd/user/$name.service' is not from AsyncPS*"
        [IO.File]::Exists((Get-UnitPath $units $name)) | Should -BeFalse
    }

    It 'refuses <What> with <Id>, before it writes anything' -ForEach @(
        @{ What = 'intervals that make no sense'; Id = 'ArgumentInvalid'; How = '-PingInterval 2m' }
        @{ What = 'an interval of nothing'; Id = 'ArgumentInvalid'; How = '-PollInterval 0' }
        @{ What = 'a shell that is not there'; Id = 'ServiceModuleDenied'; How = '-ShellPath /no/such/pwsh' }
        @{ What = 'a shell that is a folder'; Id = 'ServiceModuleDenied'; How = '-ShellPath /etc' }
        @{ What = 'a shell that is no program'; Id = 'ServiceModuleDenied'; How = '-ShellPath /etc/passwd' }
        @{ What = 'an assembly that is not there'; Id = 'ServiceModuleDenied'; How = '-AssemblyPath /no/such.dll' }
        @{ What = 'a module that is not there'; Id = 'ServiceModuleDenied'; How = '-ImportModule /no/such' }
        @{ What = 'a name that ends its line'; Id = 'ParameterArgumentValidationError'; How = '-Name "two`n"' }
    ) {
        $units = New-UnitFolder
        $run = Invoke-WithUnits "try { Register-AsyncService -Scope User -Store '$(New-StorePath)' $How } $showError" $units
        $run.Output | Should -BeLike "$Id*"
        [IO.Directory]::GetFileSystemEntries($units) | Should -BeNullOrEmpty
    }

    It 'refuses a log that the user cannot write, and a user that is an option' -Skip:$cannotTryAsOther {
        $folder = [IO.Directory]::CreateTempSubdirectory('asyncps-closed-').FullName
        try {
            $common = "Register-AsyncService asyncps-test-no-such -Scope System -Store '/var/tmp/asyncps-no-such.db'"
            $run = Invoke-WithUnits "try { $common -User nobody -LogPath '$folder/x.log' } $showError" (New-UnitFolder)
            $run.Output | Should -BeLike "LogUnavailable*'nobody' cannot write the log*Nothing was changed.*"
            $run = Invoke-WithUnits "try { $common -User '--help' } $showError" (New-UnitFolder)
            $run.Output | Should -BeLike 'ServiceUserNotFound*'
        }
        finally {
            [IO.Directory]::Delete($folder, $true)
            [IO.File]::Exists('/etc/systemd/system/asyncps-test-no-such.service') | Should -BeFalse
        }
    }

    It 'refuses a password, a name that is no name, and another user in the scope User' {
        { Register-AsyncService -Store 'postgres://me:secret@host/db' -WhatIf } | Should -Throw -ErrorId 'ArgumentInvalid,*'
        { Register-AsyncService -Store 'Host=h;Password=secret' -WhatIf } | Should -Throw -ErrorId 'ArgumentInvalid,*'
        { Register-AsyncService '../x' -WhatIf } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Register-AsyncService -Scope User -User nobody-else -WhatIf } | Should -Throw -ErrorId 'ArgumentInvalid,*'
    }
}

Describe 'Get- and Unregister-AsyncService' -Skip:$notSystemd {
    It 'lists and removes what was registered, by name and by pipeline' {
        $units = New-UnitFolder
        $run = Invoke-WithUnits @"
'one', 'two' | ForEach-Object { `$null = Register-AsyncService `$_ -Scope User -Store '$(New-StorePath)' 3> `$null }
(Get-AsyncService -Scope User).Name -join ','
Unregister-AsyncService one -WhatIf
(Get-AsyncService o* -Scope User).Name
Get-AsyncService one | Unregister-AsyncService 3> `$null
(Get-AsyncService -Scope User).Name -join ','
try { Get-AsyncService one -ErrorAction Stop } $showError
try { Unregister-AsyncService one -ErrorAction Stop } $showError
"@ $units
        $run.Output | Should -BeLike "one,two`nWhat if: *systemctl --user disable --now one.service*Delete *one.service*`none`ntwo`nServiceNotFound*ServiceNotFound*"
        [IO.File]::Exists((Get-UnitPath $units one)) | Should -BeFalse
    }
}

Describe 'Test-AsyncService' {
    BeforeEach {
        $path = New-StorePath
        Connect-AsyncStore $path
    }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'is healthy when a living dispatcher serves the queue' {
        Start-AsyncDispatcher
        $health = Test-AsyncService
        $health | Should -BeOfType AsyncPS.ServiceHealth
        $health.Healthy, $health.ExitCode, $health.Dispatchers | Should -Be $true, 0, 1
        $health.ResponseTime.TotalSeconds | Should -BeGreaterThan 0
    }

    It 'is not when nobody serves it, when there is no such queue, or no such store' {
        $health = Test-AsyncService -Queue default, nope
        $health.Healthy, $health.ExitCode | Should -Be $false, 2
        $health.Reason | Should -Be "no living dispatcher serves queue 'default'", "there is no queue 'nope'"
        $missing = New-StorePath
        (Test-AsyncService -Store $missing).Reason[0] | Should -BeLike 'there is no store*'
        [IO.File]::Exists($missing) | Should -BeFalse
    }

    It 'warns of a job that waits for too long' {
        $null = Add-AsyncJob { 1 }
        Start-Sleep -Milliseconds 20
        (Test-AsyncService -MaxWait 0.01).Reason | Should -Contain "no living dispatcher serves queue 'default'"
        (Test-AsyncService -MaxWait 0.01).Reason[1] | Should -BeLike "a job of queue 'default' has waited for*"
    }

    It 'ends the shell with the health as exit code, and one line' {
        $run = Invoke-Shell "Import-Module '$ModulePath'; Test-AsyncService -Store '$path' -ExitCode"
        $run.ExitCode | Should -Be 2
        $run.Output.Trim() | Should -Be "CRITICAL: no living dispatcher serves queue 'default'"
        Start-AsyncDispatcher
        $run = Invoke-Shell "Import-Module '$ModulePath'; Test-AsyncService -Store '$path' -ExitCode"
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeLike 'OK: 1 dispatchers*'
        $run = Invoke-Shell "Import-Module '$ModulePath'; Test-AsyncService no-such-service -ExitCode"
        $run.ExitCode | Should -Be 3
        $run.Output.Trim() | Should -Be "UNKNOWN: There is no service 'no-such-service' of AsyncPS on this machine."
    }
}

Describe 'The log of Start-AsyncDispatcher' {
    BeforeEach {
        $path = New-StorePath
        Connect-AsyncStore $path
        $log = [IO.Path]::Combine($TestDrive, "$([Guid]::NewGuid().ToString('n'))", 'service.log')
    }

    AfterEach { Disconnect-AsyncStore }

    It 'has what the dispatcher does and what fails, and no line for what goes well' {
        $null = Add-AsyncJob { 1 }
        $null = Add-AsyncJob { exit 3 } # It has no stack.
        $null = Add-AsyncJob { throw 'on purpose' }
        Start-AsyncDispatcher -Drain -LogPath $log
        $text = [IO.File]::ReadAllText($log)
        $text | Should -BeLike '*INFO  ?1001? Dispatcher * is active*ERROR ?2003? Job * on purpose*INFO  ?1002? *'
        $text | Should -BeLike "*'exit 3'.*"
        $text | Should -Not -BeLike '*succeeded*'
        $text | Should -Not -BeLike '*(null)*'
    }

    It 'has one line for each job with -LogJobs' {
        $null = 1..3 | Add-AsyncJob { $_ } -Name count
        Start-AsyncDispatcher -Drain -LogPath $log -LogJobs
        @([IO.File]::ReadAllLines($log) -like "*Job * 'count' of queue default, run 1: Succeeded after *").Count | Should -Be 3
    }

    It 'is refused where it cannot be written, and nothing is started' {
        { Start-AsyncDispatcher -Drain -LogPath $TestDrive } | Should -Throw -ErrorId 'LogUnavailable,*'
        Get-AsyncDispatcher | Should -BeNullOrEmpty
    }

    It 'goes to the journal with priorities where systemd runs it' -Skip:$notSystemd {
        $null = Add-AsyncJob { throw 'on purpose' }
        $named = "`$env:JOURNAL_STREAM = '8:' + ([IO.FileInfo]::new('/proc/self/fd/2').LinkTarget -replace '\D')"
        $run = Invoke-Shell "Import-Module '$ModulePath'; $named; Start-AsyncDispatcher -Drain -Store '$path'"
        $run.Error | Should -BeLike '*<6>Dispatcher * is active*<3>Job * on purpose*'
    }

    It 'does not go to a journal that standard error is not, as in a terminal of a desktop' {
        $null = Add-AsyncJob { throw 'on purpose' }
        $run = Invoke-Shell "Import-Module '$ModulePath'; Start-AsyncDispatcher -Drain -Store '$path'" -Environment @{ JOURNAL_STREAM = '8:1' }
        $run.Error + $run.Output | Should -Not -BeLike '*<6>*'
    }
}

Describe 'Start-AsyncDispatcher <How> that cannot start' -ForEach @(@{ How = '-Wait' }, @{ How = '-Drain' }) {
    It 'answers 1 and logs why when <What>' -ForEach @(
        @{ What = 'a queue does not exist'; With = '-Queue nope'; Why = 'There is no queue ?nope?' }
        @{ What = 'the store is none'; With = '-Store $other'; Why = 'is not a store' }
    ) {
        $other = New-StorePath
        [IO.File]::WriteAllText($other, 'no store')
        $global:LASTEXITCODE = 0
        $log = "$other.log"
        { [scriptblock]::Create("Start-AsyncDispatcher $How $With -LogPath `$log").Invoke() } | Should -Throw
        $global:LASTEXITCODE | Should -Be 1
        [IO.File]::ReadAllText($log) | Should -BeLike "*ERROR Ended by an error, exit code 1: *$Why*"
    }

    BeforeAll { Connect-AsyncStore (New-StorePath) }

    AfterAll { Disconnect-AsyncStore }
}

Describe 'Start-AsyncDispatcher -Wait, stopped from outside' -Skip:$IsWindows {
    It 'answers <Code> to <Signal> with <What>' -ForEach @(
        @{ What = 'jobs that end in time'; Signal = 'TERM'; Code = 0; Times = 1; Job = '1'; Status = 'Completed' }
        @{ What = 'a job that is interrupted'; Signal = 'TERM'; Code = 3; Times = 1; Job = 'Start-Sleep 600'; Status = 'Pending' }
        @{ What = 'a job that is interrupted'; Signal = 'HUP'; Code = 3; Times = 1; Job = 'Start-Sleep 600'; Status = 'Pending' }
        @{ What = 'a job that does not obey'; Signal = 'TERM'; Code = 4; Times = 1; Job = '[Threading.Thread]::Sleep(600000)'; Status = 'Pending' }
    ) {
        $path = New-StorePath
        $job = Add-AsyncJob ([scriptblock]::Create("Set-AsyncAnnotation here 1; $Job")) -Store $path
        $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
            "Import-Module '$ModulePath'; Start-AsyncDispatcher -Wait -StopTimeout 1 -Store '$path'; exit `$LASTEXITCODE")))
        Get-AsyncAnnotation here -Job $job -Timeout 180 -Store $path | Should -Be 1
        & kill "-$Signal" $child.Process.Id
        $run = Complete-Child $child
        $run.ExitCode | Should -Be $Code -Because $run.Error
        Get-AsyncDispatcher -Alive -Store $path | Should -BeNullOrEmpty
        (Get-AsyncJob $job -Store $path).Status | Should -Be $Status
    }

    It 'answers 3, too, when a job was interrupted that is not to run again' {
        $path = New-StorePath
        $job = Add-AsyncJob { Set-AsyncAnnotation here 1; Start-Sleep 600 } -RetryPolicy Never -Store $path
        $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
            "Import-Module '$ModulePath'; Start-AsyncDispatcher -Wait -StopTimeout 0.1 -Store '$path'; exit `$LASTEXITCODE")))
        Get-AsyncAnnotation here -Job $job -Timeout 180 -Store $path | Should -Be 1
        & kill -TERM $child.Process.Id
        (Complete-Child $child).ExitCode | Should -Be 3
        (Get-AsyncJob $job -Store $path).Error.ErrorId | Should -Be 'JobAborted'
    }

    It 'ends at once on a second signal, and puts its jobs back' {
        $path = New-StorePath
        $job = Add-AsyncJob { Set-AsyncAnnotation here 1; try { Start-Sleep 600 } finally { } } -Store $path
        $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
            "Import-Module '$ModulePath'; Start-AsyncDispatcher -Wait -StopTimeout 1h -LogPath '$path.log' -Store '$path'; exit `$LASTEXITCODE")))
        Get-AsyncAnnotation here -Job $job -Timeout 180 -Store $path | Should -Be 1
        & kill -TERM $child.Process.Id
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while ([IO.File]::ReadAllText("$path.log") -notlike '*stops. Time for running jobs (1)*') {
            if ($clock.Elapsed.TotalSeconds -gt 180) { throw 'The first signal was not heard.' }
            Start-Sleep -Milliseconds 20
        }

        & kill -TERM $child.Process.Id
        (Complete-Child $child).ExitCode | Should -BeIn 3, 143
        (Get-AsyncJob $job -Store $path).Status | Should -Be 'Pending'
        Get-AsyncDispatcher -Alive -Store $path | Should -BeNullOrEmpty
    }

    It 'lets a job see that its dispatcher stops, and end by itself' {
        $path = New-StorePath
        $job = Add-AsyncJob -Store $path {
            Set-AsyncAnnotation here 1
            [void](Get-AsyncContext).StoppingToken.WaitHandle.WaitOne(180000)
            "stopping: $((Get-AsyncContext).IsStopping)"
        }
        $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
            "Import-Module '$ModulePath'; Start-AsyncDispatcher -Wait -StopTimeout 1h -Store '$path'; exit `$LASTEXITCODE")))
        Get-AsyncAnnotation here -Job $job -Timeout 180 -Store $path | Should -Be 1
        & kill -TERM $child.Process.Id
        (Complete-Child $child).ExitCode | Should -Be 0
        Receive-AsyncJob $job -Store $path | Should -Be 'stopping: True'
    }
}
