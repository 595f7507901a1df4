# Bad input and bad jobs, end to end: each gets a clear error, nothing is lost, and the dispatcher goes on.

# Root may write everywhere: it becomes nobody, where the system has setpriv and lets nobody read this folder.
$cannotTryAsOther = $IsWindows -or ([Environment]::UserName -eq 'root' -and $(
    & sh -c "setpriv --reuid=65534 --clear-groups test -r '$PSScriptRoot/Support/Common.ps1' 2>/dev/null"
    $LASTEXITCODE -ne 0))

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath

    # A store of its own, with one job in it, closed.
    function New-FilledStore {
        $path = New-StorePath
        [void](Add-AsyncJob { 'kept' } -Store $path)
        Disconnect-AsyncStore $path
        $path
    }

    # Runs SQL on a file, with the database library that the engine has loaded for itself.
    function Invoke-Sql([string]$Path, [string]$Text) {
        $context = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq AsyncPS
        $library = $context.Assemblies | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.Sqlite' }
        $connection = $library.GetType('Microsoft.Data.Sqlite.SqliteConnection')::new("Data Source=$Path;Pooling=False")
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Text
        [void]$command.ExecuteNonQuery()
        $connection.Dispose()
    }

    # Runs text in a shell of an account that is not root, with a home of its own.
    function Invoke-AsOther([string]$Text) {
        $folder = [IO.Directory]::CreateTempSubdirectory('asyncps-nobody-').FullName
        $script = [IO.Path]::Combine($folder, 'run.ps1')
        [IO.File]::WriteAllText($script, $Text)
        & chmod -R 777 $folder
        $command = @(Get-Shell) + '-NoProfile', '-File', $script
        if ([Environment]::UserName -eq 'root') {
            $command = @('setpriv', '--reuid=65534', '--clear-groups') + $command
        }

        try {
            Complete-Child (Start-Child $command[0] $command[1..$command.Count] @{ HOME = $folder; XDG_DATA_HOME = '' })
        }
        finally {
            [IO.Directory]::Delete($folder, $true)
        }
    }

    function Get-Fingerprint([string]$Path) {
        [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([IO.File]::ReadAllBytes($Path)))
    }
}

Describe 'A store that cannot be used' {
    It 'is a file that is empty of a store and full of something else: StoreNotRecognized' {
        $path = New-StorePath
        [IO.File]::WriteAllBytes($path, [byte[]](1..255 * 40))
        { Get-AsyncJob -Store $path } | Should -Throw -ErrorId 'StoreNotRecognized,*'
        [IO.File]::ReadAllBytes($path).Length | Should -Be (255 * 40)
        [IO.Directory]::GetFiles([IO.Path]::GetDirectoryName($path), "$([IO.Path]::GetFileName($path))*") | Should -Be $path
    }

    It 'is a database of another program: StoreNotRecognized' {
        [void](New-FilledStore)
        $path = New-StorePath
        Invoke-Sql $path 'create table t (a)'
        { Add-AsyncJob { 1 } -Store $path } | Should -Throw -ErrorId 'StoreNotRecognized,*'
        [IO.File]::Exists("$path-turn") | Should -BeFalse
    }

    It 'is of a newer version: StoreVersionNewer, and left as it is' {
        $path = New-FilledStore
        Invoke-Sql $path 'update meta set schema = 999, min_engine = 999'
        $before = Get-Fingerprint $path
        { Add-AsyncJob { 1 } -Store $path } | Should -Throw -ErrorId 'StoreVersionNewer,*'
        Get-Fingerprint $path | Should -Be $before
    }

    # Where this account may write everywhere, another one has to try.
    It 'is <What>: StoreReadOnly, and left as it is' -Skip:$cannotTryAsOther -ForEach @(
        @{ What = 'a read-only file'; Lock = { param($path) & chmod 444 $path } }
        @{ What = 'in a read-only folder'; Lock = { param($path) & chmod 555 ([IO.Path]::GetDirectoryName($path)) } }
    ) {
        $folder = [IO.Directory]::CreateTempSubdirectory('asyncps-locked-').FullName
        $path = [IO.Path]::Combine($folder, 'jobs.db')
        [void](Add-AsyncJob { 'kept' } -Store $path)
        Disconnect-AsyncStore $path
        & chmod 755 $folder
        & chmod 644 $path
        & $Lock $path
        $before = Get-Fingerprint $path
        try {
            $run = Invoke-AsOther "Import-Module '$ModulePath'; try { Add-AsyncJob { 1 } -Store '$path' } catch { `$_.FullyQualifiedErrorId }"
            $run.Output.Trim() | Should -Be 'StoreReadOnly,AsyncPS.Commands.AddAsyncJobCommand' -Because $run.Error
            Get-Fingerprint $path | Should -Be $before
        }
        finally {
            & chmod 755 $folder
            [IO.Directory]::Delete($folder, $true)
        }
    }
}

Describe 'A bad job' {
    BeforeAll {
        Connect-AsyncStore (New-StorePath)
        Start-AsyncDispatcher -Size 2
    }

    AfterAll {
        Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'fails alone: <What>' -ForEach @(
        @{ What = 'it kills its runspace'
            Script = { [Management.Automation.Runspaces.Runspace]::DefaultRunspace.CloseAsync(); Start-Sleep 600 } }
        @{ What = 'it recurses without end'; Script = { function Get-Deeper { Get-Deeper }; Get-Deeper } }
        @{ What = 'it asks for input'; Script = { Read-Host 'well?' } }
        @{ What = 'it throws'; Script = { throw 'no' } }
        @{ What = 'it calls what is not there'; Script = { Get-NoSuchThing } }
        @{ What = 'it returns more than may be stored'; Script = { 'x' * 20MB } }
        @{ What = 'it needs a PowerShell that does not exist yet'
            Script = [scriptblock]::Create("#requires -Version 99`n1") }
    ) {
        $job = Add-AsyncJob $Script | Wait-AsyncJob -Timeout 180
        $job.Outcome | Should -Be 'Failed'
        $job.Error.Message | Should -Not -BeNullOrEmpty
        Add-AsyncJob { 'alive' } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 'alive'
    }

    It 'is ended when it ignores its -Timeout' {
        $job = Add-AsyncJob { while ($true) { try { Start-Sleep 600 } finally { } } } -Timeout 0.5
        (Wait-AsyncJob $job -Timeout 180).Error.ErrorId | Should -Be 'JobTimedOut'
        { Receive-AsyncJob $job -ErrorAction Stop } | Should -Throw -ErrorId 'JobTimedOut*'
        Add-AsyncJob { 'alive' } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 'alive'
    }

    It 'is ended when it waits for its own runspace to close' {
        $job = Add-AsyncJob { [Management.Automation.Runspaces.Runspace]::DefaultRunspace.Close() } -Timeout 0.5
        (Wait-AsyncJob $job -Timeout 180).Error.ErrorId | Should -Be 'JobTimedOut'
        Add-AsyncJob { 'alive' } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 'alive'
    }

    It 'expires when it may not begin any more (R019)' {
        New-AsyncQueue later | Out-Null
        $job = Add-AsyncJob { 1 } -Queue later -BeginBy 0.1
        (Wait-AsyncJob $job -Timeout 180).Error.ErrorId | Should -Be 'JobExpired'
    }

    It 'may write 100 MB: what is recorded ends with a marker, and the result is whole' {
        $job = Add-AsyncJob {
            $line = 'x' * 100KB
            for ($i = 0; $i -lt 1000; $i++) { Write-Warning $line }
            'done'
        }
        (Wait-AsyncJob $job -Timeout 120).Outcome | Should -Be 'Succeeded'
        $warnings = @(Receive-AsyncJob $job 3>&1)
        $warnings[-1] | Should -Be 'done'
        $warnings.Count | Should -BeLessThan 200
        "$($warnings[-2])" | Should -BeLike '*more than is recorded*'
    }
}

Describe 'A shell with a job that does not end' {
    It 'ends all the same, with its own exit code, when <What>' -ForEach @(
        @{ What = 'the dispatcher was stopped'; How = 'Stop-AsyncDispatcher' }
        @{ What = 'the dispatcher still works'; How = '' }
    ) {
        $run = Invoke-Shell @"
Import-Module '$ModulePath'
Connect-AsyncStore '$(New-StorePath)'
Start-AsyncDispatcher
`$job = Add-AsyncJob { [Threading.Thread]::Sleep([Threading.Timeout]::Infinite) } -Timeout 0.1
`$null = Wait-AsyncJob `$job
(Get-AsyncJob `$job).Error.ErrorId
$How 3> `$null
exit 9
"@
        $run.Output | Should -BeLike '*JobTimedOut*'
        $run.ExitCode | Should -Be 9 -Because $run.Error
    }
}

Describe 'Many shells on one store' {
    It 'add and run at the same time, each job exactly once' {
        $path = New-StorePath
        Get-AsyncStore -Store $path | Out-Null
        $adding = @"
Import-Module '$ModulePath'
Connect-AsyncStore '$path'
1..100 | ForEach-Object { [void](Add-AsyncJob { 1 }) }
"@
        $children = 1..3 | ForEach-Object { Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script $adding)) }
        $draining = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script @"
Import-Module '$ModulePath'
Connect-AsyncStore '$path'
Start-AsyncDispatcher
while (@(Get-AsyncJob -Status Completed).Count -lt 300) { Start-Sleep -Milliseconds 100 }
"@))
        foreach ($child in $children + $draining) {
            $run = Complete-Child $child
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Error | Should -BeNullOrEmpty
        }

        $jobs = @(Get-AsyncJob -Store $path)
        $jobs.Count | Should -Be 300
        @($jobs | Where-Object { $_.Outcome -ne 'Succeeded' -or $_.Attempt -ne 1 }).Count | Should -Be 0
        Disconnect-AsyncStore $path
    }
}
