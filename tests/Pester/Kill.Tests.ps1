# Script jobs and kill -9, at moments drawn by lot: nothing is lost, and only what a dispatcher had in hand when it died
# runs again. The jobs themselves note in files that they begin and end.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath

    # A dispatcher in a shell of its own. It misses dead ones after five seconds.
    function Start-Dispatcher([string]$Path) {
        Start-Child (Get-Shell) '-NoProfile', '-Command', @"
Import-Module '$ModulePath'
Connect-AsyncStore '$Path'
Start-AsyncDispatcher -Size 4 -PingInterval 1s -DeathInterval 5s -Drain
"@
    }

    # Lets a dispatcher begin so many jobs, or none but live for a moment, and kills it.
    function Stop-Hard([object]$Child, [string]$Notes, [int]$Jobs, [int]$Milliseconds) {
        Wait-Note $Child $Notes $Jobs "*-$($Child.Process.Id)"
        Start-Sleep -Milliseconds $Milliseconds
        $Child.Process.Kill()
        $Child.Process.WaitForExit()
    }
}

Describe 'A dispatcher that is killed' {
    AfterEach { Disconnect-AsyncStore }

    It 'loses no script job and repeats only what it had in hand, 20 times out of 20' {
        $seed = [Random]::Shared.Next()
        Write-Host "      seed $seed"
        $random = [Random]::new($seed)
        $path = New-StorePath
        $notes = "$path.notes"
        [void][IO.Directory]::CreateDirectory($notes)
        Connect-AsyncStore $path
        $jobs = @(1..2000 | Add-AsyncJob {
            param($number)
            $note = "$using:notes/$number-$PID"
            [IO.File]::WriteAllText($note, 'begun')
            Start-Sleep -Milliseconds 5
            [IO.File]::WriteAllText($note, 'ended')
            $PID
        })

        $inHand = @{}
        foreach ($kill in 1..20) {
            $child = Start-Dispatcher $path
            $isInStart = $kill % 5 -eq 0
            $begun = if ($isInStart) { 0 } else { $random.Next(1, 60) }
            Stop-Hard $child $notes $begun $random.Next($(if ($isInStart) { 1500 } else { 8 }))
            $inHand["$($child.Process.Id)"] = @(Get-AsyncJob -Status Assigned, Active | ForEach-Object Id)
        }

        $last = Complete-Child (Start-Dispatcher $path) 600
        $last.ExitCode | Should -Be 0 -Because "seed ${seed}: $($last.Error)"

        $runs = @{}
        foreach ($file in [IO.Directory]::GetFiles($notes)) {
            $number, $process = [IO.Path]::GetFileName($file).Split('-')
            $runs[$number] = @($runs[$number]) + $process
        }

        $done = @(Get-AsyncJob)
        $done.Count | Should -Be $jobs.Count
        $lost = @($done | Where-Object Outcome -ne Succeeded)
        $lost.Count | Should -Be 0 -Because "seed $seed, the first of them: $($lost | Select-Object -First 1)"
        foreach ($job in $done) {
            $number = $job.Id - $jobs[0].Id + 1
            $before = @($runs["$number"] | Where-Object { $_ -and $_ -ne $job.Result })
            $wrong = @($before | Where-Object { $job.Id -notin $inHand[$_] })
            if ([IO.File]::ReadAllText("$notes/$number-$($job.Result)") -ne 'ended' -or $wrong.Count -gt 0) {
                throw "Seed ${seed}: job $($job.Id) ran in $($runs["$number"]) and has the result of $($job.Result)."
            }
        }
    }
}
