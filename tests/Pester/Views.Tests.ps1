# What the objects look like: tables, lists, and what other commands make of them.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    $path = New-StorePath
    Connect-AsyncStore $path

    function Get-Shown([object[]]$Object, [int]$Width = 120) {
        $lines = $Object | Out-String -Stream -Width $Width | ForEach-Object { $_ -replace '\x1b\[[\d;]*m' }
        @($lines | Where-Object { $_.Trim() } | ForEach-Object { $_.TrimEnd() })
    }

    $good = Add-AsyncJob { param($x) $x * 2 } -ArgumentList 21 -Name good -Tag a, b
    $bad = Add-AsyncJob { Write-Output 1; throw 'the disk is on fire' } -Name bad
    $missing = Add-AsyncJob { [IO.File]::OpenRead('/no/such/file') } -Name missing
    Start-AsyncDispatcher
    Wait-AsyncJob $good, $bad, $missing -Timeout 180 | Out-Null
    Stop-AsyncDispatcher
    $waiting = Add-AsyncJob { 1 } -Delay 3h -Name waiting | Get-AsyncJob
}

AfterAll {
    Disconnect-AsyncStore
}

Describe 'The table of jobs' {
    It 'says what a person wants to know first' {
        $lines = Get-Shown $good, $bad, $waiting
        $lines[0] | Should -Match '^\s+Id Name\s+Queue\s+State\s+Created\s+Duration Detail$'
        $lines[2] | Should -Match "^\s+$($good.Id) good\s+default\s+Succeeded\s+\S.*\dms param\(\`$x\) \`$x \* 2`$"
        $lines[3] | Should -Match 'bad\s+default\s+Failed.*the disk is on fire$'
        $lines[4] | Should -Match 'waiting\s+default\s+Pending.*begins'
    }

    It 'gives the reason alone when a .NET method failed' {
        (Get-Shown ($missing | Get-AsyncJob))[2] | Should -Match 'missing\s+default\s+Failed.*\d+m?s Could not find'
    }

    It 'fits into <_> columns' -ForEach 80, 120, 200 {
        $width = $_
        foreach ($line in Get-Shown @($good, $bad, $waiting) $width) {
            $line.Length | Should -BeLessOrEqual $width
        }
    }
}

Describe 'Jobs of another session' {
    It 'are shown as those of this one, from a file' -Tag RealShell {
        $path = [IO.Path]::Combine($TestDrive, 'jobs.xml')
        $jobs = $good, $bad, $waiting | Get-AsyncJob
        $jobs | Export-Clixml $path
        $read = Import-Clixml $path
        $lines = Get-Shown $read
        $lines[2] | Should -Match 'good\s+default\s+Succeeded +(now|\d+\w ago).*param\('
        $lines[3] | Should -Match 'bad\s+default\s+Failed +(now|\d+\w ago).*the disk is on fire$'
        $lines[4] | Should -Match 'waiting\s+default\s+Pending +(now|\d+\w ago).*begins'
        $text = (Get-Shown ($read[1] | Format-List)) -join "`n"
        $text | Should -Match 'Error\s+: the disk is on fire'
        $text | Should -Match ('CreatedAt\s+: ' + [regex]::Escape("$($jobs[1].CreatedAt.LocalDateTime.ToString())"))
    }

    It 'are shown as those of this one, from a child process' -Tag RealShell {
        $read = Start-Job { Import-Module $using:ModulePath; Get-AsyncJob -Store $using:path } | Receive-Job -Wait
        (Get-Shown $read)[3] | Should -Match 'bad\s+default\s+Failed +(now|\d+\w ago).*the disk is on fire$'
        (Get-Shown ($read[1] | Format-List)) -join "`n" | Should -Match 'Error\s+: the disk is on fire'
    }
}

Describe 'The list of a job' {
    It 'has times as the culture of the session writes them' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $text = (Get-Shown ($bad | Format-List)) -join "`n"
            $text | Should -Match 'CreatedAt\s+: \d\d\.\d\d\.\d{4} '
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'shows what there is, and nothing that is empty' {
        $text = (Get-Shown ($bad | Format-List)) -join "`n"
        $text | Should -Match 'Error\s+: the disk is on fire'
        $text | Should -Match 'Stack\s+: at <ScriptBlock>'
        $text | Should -Not -Match 'Result|ExitCode|Progress|Tag|Quota'
        $text = (Get-Shown ($good | Format-List)) -join "`n"
        $text | Should -Match 'Result\s+: 42'
        $text | Should -Match 'Tag\s+: \{a, b\}'
        $text | Should -Not -Match 'Error|Stack'
    }
}

Describe 'The other tables' {
    It 'show queues, quotas, dispatchers and the store in one line each' {
        New-AsyncQuota disk -Size 2 | Out-Null
        (Get-Shown @(Get-AsyncQueue))[2] | Should -Match '^default\s+Open\s+1\s+0\s+3\s+2'
        (Get-Shown @(Get-AsyncQuota))[2] | Should -Match '^disk\s+default\s+2\s+0'
        (Get-Shown @(Get-AsyncDispatcher))[2] |
            Should -Match "\s$([Environment]::ProcessId) Stopped .*main@default:3\s+[0-9a-f-]{36}$"
        (Get-Shown @(Get-AsyncStore))[2] | Should -Match '^SQLite\s+Full\s+\d.*[KM]B .*'
    }
}

Describe 'Other commands' {
    It 'group, sort and filter jobs by their properties' {
        (Get-AsyncJob | Where-Object Outcome -eq Failed).Name | Should -Be 'bad', 'missing'
        (Get-AsyncJob | Where-Object { $_.Status -eq 'Pending' }).Name | Should -Be 'waiting'
        (Get-AsyncJob | Sort-Object Name).Name | Should -Be 'bad', 'good', 'missing', 'waiting'
    }

    It 'group them' -Tag RealShell {
        $groups = Get-AsyncJob | Group-Object Status
        ($groups | Where-Object Name -eq Completed).Count | Should -Be 3
    }

    It 'export them as CSV, every cell readable' -Tag RealShell {
        $row = Get-AsyncJob $good | ConvertTo-Csv | ConvertFrom-Csv
        $row.Id, $row.Status, $row.Tag, $row.ArgumentList | Should -Be "$($good.Id)", 'Completed', 'a, b', '21'
        (Get-AsyncJob $bad | ConvertTo-Csv | ConvertFrom-Csv).Error | Should -Be 'the disk is on fire'
        $row.PSObject.Properties.Value | Where-Object { $_ -like 'System.*' -or $_ -like 'AsyncPS.*' } |
            Should -BeNullOrEmpty
    }

    It 'put them into tables of their own' -Tag RealShell {
        $lines = Get-Shown (Get-AsyncJob | Format-Table Id, Name, Outcome)
        $lines[0] | Should -Match '^\s*Id Name\s+Outcome$'
        $lines[2] | Should -Match 'good\s+Succeeded$'
        (Get-Shown (Get-AsyncJob $bad | Select-Object Name, Error))[2] | Should -Match '^bad\s+the disk is on fire$'
    }

    It 'show them side by side' -Tag RealShell {
        $lines = Get-Shown ($good, $bad | Get-AsyncJob | Format-Wide -Column 2)
        $lines | Should -Match "^$($good.Id) Succeeded good +$($bad.Id) Failed bad$"
        Get-Shown (Get-AsyncQueue | Format-Wide -Column 1) | Should -Be 'default (1)'
        Get-Shown (Get-AsyncQuota | Format-Wide -Column 1) | Should -Be 'disk 0/2'
        @(Get-Shown (Get-AsyncDispatcher | Format-Wide -Column 1))[0] | Should -Match '^[0-9a-f]{8} Stopped$'
    }

    It 'export them as JSON' -Tag RealShell {
        $read = Get-AsyncJob $good | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $read.Id | Should -Be $good.Id
        $read.Tag | Should -Be 'a', 'b'
        $read.Result | Should -Be 42
    }
}

Describe 'The table of services' -Skip:(-not $IsLinux) {
    It 'shows one line each, which fits 80 columns' {
        $before = $env:XDG_CONFIG_HOME, $env:XDG_RUNTIME_DIR
        $env:XDG_CONFIG_HOME, $env:XDG_RUNTIME_DIR = $TestDrive, ''
        try {
            Register-AsyncService nightly -Scope User -Store (New-StorePath) -Queue default, mail -WarningAction Ignore | Out-Null
            $lines = Get-Shown @(Get-AsyncService nightly) 80
        }
        finally {
            $env:XDG_CONFIG_HOME, $env:XDG_RUNTIME_DIR = $before
        }

        $lines.Count | Should -Be 3
        $lines[0] | Should -Match '^Name\s+State\s+Scope\s+User\s+Size Queue\s+Store$'
        $lines[2] | Should -Match '^nightly\s+User\s+\S+\s+3 default, mail\s'
        foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual 80 }
    }
}

# What each kind of object looks like, letter by letter: Snapshots/views-<columns>.txt. What differs from run to run is put
# out of the way. ASYNCPS_WRITE_SNAPSHOTS=1 writes the files anew; read the difference before it is committed.
Describe 'Every view' {
    BeforeAll {
        $snapshots = [IO.Path]::Combine($PSScriptRoot, 'Snapshots')

        # In as many columns as before: times, ages, ids of dispatchers and processes, names of machines, places.
        function Get-Steady([string]$Line) {
            $blank = { param($match) $match.Groups[1].Value + '~'.PadLeft($match.Length - $match.Groups[1].Length) }
            $steady = [regex]::Replace($Line, '()(\d\d-\d\d )?\d\d:\d\d:\d\d(\.\d\d\d)?', $blank)
            $steady = [regex]::Replace($steady, '()(?<= ) *(now|(<?\d[\d.]*(ms|s|m)|\dm \d\ds)( ago)?)(?= |$)', $blank)
            $steady = $steady -replace '[0-9a-f]{8}(-[0-9a-f-]*…?)?$', 'UUID' -replace '\b[0-9a-f]{8}\b', 'UUID    '
            $steady = $steady -replace 'begins.*$', 'begins LATER' -replace '^(SQLite +Full).*$', '$1 SIZE LOCATION'
            $steady = $steady -replace '^.{12} +\d+ (Alive|Stopped|Silent)', 'HOST          PID $1'
            $steady -replace '( +\d+ +\d+ +\d+ ) *\d+\.\d\d', '$1       ~'
        }

        New-AsyncQueue reports -Description 'Made every night, sent in the morning, kept for a year' | Out-Null
        Suspend-AsyncQueue reports
        New-AsyncQuota database -Size 2 | Out-Null
        Set-AsyncState counter @{ n = 1; list = 1, 2 }
        $dispatcher = Start-AsyncDispatcher -Filter { $_.Priority -ge 0 } -PassThru
        $records = Add-AsyncJob { 'one'; Write-Warning 'two'; Write-Error 'three'; @{ four = 4 } } |
            Receive-AsyncJob -Wait -Timeout 180 -AsRecord
        $agents = @(Get-AsyncAgent)
        $dispatchers = @(Get-AsyncDispatcher $dispatcher.Uuid)
        $poll = Get-AsyncPoll | Where-Object Claimed -gt 0
        Stop-AsyncDispatcher
        $views = [ordered]@{
            Job = { $good, $bad, $waiting }
            Queue = { Get-AsyncQueue reports }
            Quota = { Get-AsyncQuota database }
            Dispatcher = { $dispatchers }
            Agent = { $agents }
            Poll = { @($poll)[-1] }
            State = { Get-AsyncState }
            Store = { Get-AsyncStore }
            StreamEntry = { $records }
            JobMove = { Get-AsyncJob -History $bad }
            QueueStatistics = { Measure-AsyncQueue }
        }
    }

    It 'looks as it did, in <_> columns' -ForEach 80, 120, 200 {
        $width = $_
        $lines = foreach ($name in $views.Keys) {
            "# $name"
            Get-Shown @(& $views[$name]) $width | ForEach-Object {
                if ($_.Length -gt $width) { throw "Wider than ${width}: $_" }
                (Get-Steady $_).TrimEnd()
            }
            ''
        }
        $path = [IO.Path]::Combine($snapshots, "views-$width.txt")
        if ($env:ASYNCPS_WRITE_SNAPSHOTS) {
            [IO.Directory]::CreateDirectory($snapshots) | Out-Null
            [IO.File]::WriteAllText($path, ($lines -join "`n") + "`n")
        }

        $lines | Should -Be ([IO.File]::ReadAllText($path).ReplaceLineEndings("`n").TrimEnd("`n") + "`n").Split("`n")
    }
}
