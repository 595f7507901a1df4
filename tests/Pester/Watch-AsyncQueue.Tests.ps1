# The board. What it looks like at any size is in the unit tests; here is what it does in a shell.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
    New-AsyncQueue mail, reports | Out-Null
    New-AsyncQuota disk -Size 2 | Out-Null
    Add-AsyncJob { 1 } -Queue mail | Out-Null
    Suspend-AsyncQueue reports
}

AfterAll {
    Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'Watch-AsyncQueue' {
    It 'writes one frame of plain text with -Once' {
        $lines = @(Watch-AsyncQueue -Once)
        $lines[0] | Should -Match '^ AsyncPS  .*\.db +\d\d:\d\d:\d\d$'
        $text = $lines -join "`n"
        $text | Should -Match '(?m)^ mail +Open +1 +0 +0 +0 '
        $text | Should -Match '(?m)^ reports +Suspended +0'
        $text | Should -Match '(?m)^ disk +default +0 of 2 +\.{12}$'
        $text | Should -Match 'No dispatcher is alive'
        $text | Should -Not -Match '\x1b'
        foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual 120 }
    }

    It 'shows running jobs, how far they are, and who runs them' {
        $job = Add-AsyncJob -Name nightly {
            Write-Progress 'Copying' 'file 3' -PercentComplete 60
            Start-Sleep 600
        }
        Start-AsyncDispatcher
        $clock = [Diagnostics.Stopwatch]::StartNew()
        do {
            $text = @(Watch-AsyncQueue default -Once) -join "`n"
        } until ($text -match 'Copying' -or $clock.Elapsed.TotalSeconds -gt 180)
        $text | Should -Match "(?m)^ +$($job.Id)  nightly +default +\S+.*  #######\.{5}  60 %  Copying: file 3$"
        $text | Should -Match "(?m)^ \S+ +$([Environment]::ProcessId)  Alive .* 1/3  main@default:3$"
        $text | Should -Not -Match '(?m)^ mail '
        Stop-AsyncJob $job | Wait-AsyncJob -Timeout 180 | Out-Null
    }

    It 'writes frame after frame into a pipeline, as many as are asked for' {
        $lines = @(Watch-AsyncQueue m* -RefreshInterval 100ms -Count 3 | ForEach-Object { $_ })
        @($lines | Where-Object { $_ -like ' AsyncPS*' }).Count | Should -Be 3
        @($lines | Where-Object { $_ -like ' mail *' }).Count | Should -Be 3
    }

    It 'ends when the pipeline has what it wants' {
        Watch-AsyncQueue | Select-Object -First 1 | Should -BeLike ' AsyncPS*'
    }

    It 'ends when it is stopped' {
        $store = (Get-AsyncStore).Location
        $shell = (New-Shell).AddScript("Import-Module '$ModulePath'; Watch-AsyncQueue -Store '$store'")
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]$null, $output)
        foreach ($line in $output) { break }
        "$line" | Should -BeLike ' AsyncPS*'
        $shell.Stop()
        $running.IsCompleted | Should -BeTrue
        $shell.Runspace.Dispose()
    }

    It 'reports a queue that does not exist, and shows the others' {
        $problems = $null
        $lines = Watch-AsyncQueue mail, nowhere -Once -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'QueueNotFound,AsyncPS.Commands.WatchAsyncQueueCommand'
        $lines -join "`n" | Should -Match '(?m)^ mail '
    }
}
