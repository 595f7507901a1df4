# SIGTERM to a dispatcher whose jobs run in child processes, again and again under load: nothing is lost, nothing runs
# twice but what runs past the limit of the stop, and no child is left. The jobs themselves note who ran them.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath

    function Start-Dispatcher([string]$Path, [string]$How) {
        Start-Child (Get-Shell) '-NoProfile', '-Command', @"
Import-Module '$ModulePath'
Connect-AsyncStore '$Path'
Start-AsyncDispatcher -Size 4 -Isolation Process $How
"@
    }

    # Who has run a job: a line each.
    function Get-Run([string]$Notes, [int]$Number) {
        $file = "$Notes/$Number"
        if ([IO.File]::Exists($file)) { [IO.File]::ReadAllLines($file) }
    }

    # Lets so many jobs more begin, and tells the dispatcher to end.
    function Stop-Softly([object]$Child, [string]$Notes, [int]$Jobs) {
        Wait-Note $Child $Notes ([IO.Directory]::GetFiles($Notes).Count + $Jobs)
        sh -c "kill -TERM $($Child.Process.Id)"
        Complete-Child $Child
    }
}

Describe 'A dispatcher with child processes that is told to end' {
    AfterEach { Disconnect-AsyncStore }

    It 'loses no job and repeats only those that run past the limit, however often it comes (R169, R235)' {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'it uses sh' }
        $times = if ($env:ASYNCPS_TERMINATIONS) { [int]$env:ASYNCPS_TERMINATIONS } else { 6 }
        $path = New-StorePath
        $notes = "$path.notes"
        [void][IO.Directory]::CreateDirectory($notes)
        Connect-AsyncStore $path
        $slow = 2
        $total = $slow + ($times * 80)
        $jobs = @(1..$total | Add-AsyncJob {
            param($number)
            [IO.File]::AppendAllText("$using:notes/$number", "$PID`n")
            if ($number -le $using:slow) { Start-Sleep -Seconds 6 } else { [Threading.Thread]::Sleep(4) }
            $PID
        } -RetryPolicy Forever) # Other policies end a job that is interrupted that often.

        foreach ($stop in 1..$times) {
            $ended = Stop-Softly (Start-Dispatcher $path '-StopTimeout 300ms -Wait') $notes ([Random]::Shared.Next(1, 60))
            $ended.ExitCode | Should -Be 0 -Because $ended.Error
            Get-AsyncJob -Status Assigned, Active | Should -BeNullOrEmpty
        }

        $last = Complete-Child (Start-Dispatcher $path '-Drain') 600
        $last.ExitCode | Should -Be 0 -Because $last.Error
        $done = @(Get-AsyncJob)
        $done.Count | Should -Be $total
        @($done | Where-Object Outcome -ne Succeeded) | Should -BeNullOrEmpty
        $twice = @(1..$total | Where-Object { @(Get-Run $notes $_).Count -ne 1 })
        @($twice | Where-Object { $_ -gt $slow }) | Should -BeNullOrEmpty
        $twice.Count | Should -Be $slow
        $children = @(1..$total | ForEach-Object { Get-Run $notes $_ } | Sort-Object -Unique)
        $children.Count | Should -BeGreaterThan $times
        @($children | Where-Object { -not (Wait-Gone $_) }) | Should -BeNullOrEmpty
    }
}
