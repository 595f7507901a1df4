# Measure-AsyncQueue.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
    New-AsyncQueue mail | Out-Null
    $dispatcher = Start-AsyncDispatcher -AgentName crew -PassThru
    $good = Add-AsyncJob { Start-Sleep -Milliseconds 30 } -Name slow
    $quick = Add-AsyncJob { 1 } -Name quick
    $bad = Add-AsyncJob { throw 'no' } -Name bad
    $good, $quick, $bad | Wait-AsyncJob -Timeout 60 | Out-Null
    $late = Add-AsyncJob { 1 } -Delay 1h
}

AfterAll {
    Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'Measure-AsyncQueue' {
    It 'tells counts, rates, and the shortest and longest with their jobs (R211, R220)' {
        $seen = Measure-AsyncQueue default
        $seen | Should -BeOfType AsyncPS.QueueStatistics
        $seen.Queue, $seen.Pending, $seen.Held, $seen.Active | Should -Be 'default', 1, 1, 0
        $seen.Added, $seen.Completed, $seen.Succeeded, $seen.Failed | Should -Be 4, 3, 2, 1
        $seen.Run.Count, $seen.FailedRun.Count | Should -Be 3, 1
        $seen.SucceededRun.LongestJob, $seen.SucceededRun.ShortestJob | Should -Be $good.Id, $quick.Id
        $seen.FailedRun.LongestJob | Should -Be $bad.Id
        $seen.Run.Longest | Should -Not -BeLessThan ([timespan]::FromMilliseconds(25))
        [math]::Abs($seen.CompletedPerMinute - 3 / 60) | Should -BeLessThan 0.001
        ($seen.To - $seen.From).TotalHours | Should -Be 1
        "$($seen.Run)" | Should -BeLike 'p50 *, p95 *, longest *(job *)'
    }

    It 'measures all queues, some by pattern, and reports names of none' {
        (Measure-AsyncQueue).Queue | Should -Be 'default', 'mail'
        ('ma*' | Measure-AsyncQueue).Queue | Should -Be 'mail'
        { Measure-AsyncQueue none -ErrorAction Stop } |
            Should -Throw -ErrorId 'QueueNotFound,AsyncPS.Commands.MeasureAsyncQueueCommand'
    }

    It 'measures an interval that was named, and refuses two of them (R211)' {
        (Measure-AsyncQueue default -Last 1d).Completed | Should -Be 3
        (Measure-AsyncQueue default -Since 1h).Completed | Should -Be 3
        (Measure-AsyncQueue default -Since 2d -Before 1d).Completed | Should -Be 0
        { Measure-AsyncQueue -Last 1h -Since 1h } | Should -Throw
        { Measure-AsyncQueue -Since 1h -Before 2h -ErrorAction Stop } | Should -Throw -ErrorId 'ArgumentInvalid*'
    }

    It 'counts only jobs of a name, a call, an agent, a dispatcher (R211)' {
        (Measure-AsyncQueue default -JobName s*).Completed | Should -Be 1
        (Measure-AsyncQueue default -Call '*throw*').Failed | Should -Be 1
        (Measure-AsyncQueue default -Agent cr*).Completed | Should -Be 3
        (Measure-AsyncQueue default -Agent nobody).Completed | Should -Be 0
        (Measure-AsyncQueue default -Dispatcher $dispatcher).Completed | Should -Be 3
        (Measure-AsyncQueue default -Dispatcher ([guid]::NewGuid())).Completed | Should -Be 0
    }
}
