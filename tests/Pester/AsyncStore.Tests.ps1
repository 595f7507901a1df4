# Connect-, Disconnect- and Get-AsyncStore, and which store the other cmdlets mean.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Stores' {
    AfterEach {
        Disconnect-AsyncStore
    }

    Context 'Connect-AsyncStore' {
        It 'creates the file, readable by its owner alone, and writes nothing' {
            $path = New-StorePath
            Connect-AsyncStore $path | Should -BeNullOrEmpty
            [IO.File]::Exists($path) | Should -BeTrue
            if (-not $IsWindows) {
                [int][IO.File]::GetUnixFileMode($path) | Should -Be 0x180 # rw for the owner
            }
        }

        It 'writes the store with -PassThru' {
            $path = New-StorePath
            $store = Connect-AsyncStore $path -PassThru
            $store | Should -BeOfType AsyncPS.Store
            $store.Kind | Should -Be 'SQLite'
            $store.Location | Should -Be $path
            $store.Durability | Should -Be 'Full'
            $store.SchemaVersion | Should -BeGreaterThan 0
            $store.Size | Should -BeGreaterThan 0
        }

        It 'takes a path relative to the location of PowerShell, not of the process' {
            Push-Location $TestDrive
            try {
                Connect-AsyncStore ./relative.db
            }
            finally {
                Pop-Location
            }

            (Get-AsyncStore).Location | Should -Be ([IO.Path]::Combine($TestDrive, 'relative.db'))
        }

        It 'connects another store in place of the first' {
            $first, $second = (New-StorePath), (New-StorePath)
            Connect-AsyncStore $first
            Connect-AsyncStore $second
            (Get-AsyncStore).Location | Should -Be $second
        }

        It 'opens with the durability that is asked for' {
            (Connect-AsyncStore (New-StorePath) -Durability Normal -PassThru).Durability | Should -Be 'Normal'
        }

        It 'refuses <What> with <ErrorId>' -ForEach @(
            @{ What = 'a folder that is a file'; ErrorId = 'StoreUnavailable'; Make = { "$(New-Script '')/jobs.db" } }
            @{ What = 'a folder'; ErrorId = 'StoreUnavailable'; Make = { $TestDrive } }
            @{ What = 'a file that is something else'; ErrorId = 'StoreNotRecognized'; Make = {
                    $path = New-StorePath
                    [IO.File]::WriteAllText($path, 'This is a letter. ' * 1000)
                    $path
                } }
            @{ What = 'a path of another provider'; ErrorId = 'StoreUnavailable'; Make = { 'variable:x' } }
            @{ What = 'a PostgreSQL server'; ErrorId = 'StoreUnavailable'; Make = { 'Host=127.0.0.1;Port=1;Database=x' } }
        ) {
            $path = & $Make
            { Connect-AsyncStore $path } | Should -Throw -ErrorId "$ErrorId,AsyncPS.Commands.ConnectAsyncStoreCommand"
        }

        It 'leaves a file that it refuses as it is, and the connection too' {
            $good, $bad = (New-StorePath), (New-StorePath)
            [IO.File]::WriteAllText($bad, 'This is a letter. ' * 1000)
            Connect-AsyncStore $good
            try { Connect-AsyncStore $bad } catch { $problem = $_ }
            $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            [IO.File]::ReadAllText($bad) | Should -Be ('This is a letter. ' * 1000)
            (Get-AsyncStore).Location | Should -Be $good
        }
    }

    Context 'Disconnect-AsyncStore' {
        It 'closes the file, so that nothing but it is left' {
            $path = New-StorePath
            Connect-AsyncStore $path
            Add-AsyncJob { 1 } | Out-Null
            Disconnect-AsyncStore
            [IO.File]::Exists("$path-wal") | Should -BeFalse
            [IO.File]::Delete($path)
        }

        It 'closes a store that was used by name' {
            $path = New-StorePath
            Add-AsyncJob { 1 } -Store $path | Out-Null
            Disconnect-AsyncStore $path
            [IO.File]::Exists("$path-wal") | Should -BeFalse
        }

        It 'does nothing when no store is connected' {
            Disconnect-AsyncStore | Should -BeNullOrEmpty
        }
    }

    Context 'The store that a cmdlet means' {
        It 'is the one named with -Store, as path or object, before the connected one' {
            $connected, $named = (New-StorePath), (New-StorePath)
            Connect-AsyncStore $connected
            $store = Get-AsyncStore -Store $named
            $store.Location | Should -Be $named
            Add-AsyncJob { 1 } -Store $store | Out-Null
            @(Get-AsyncJob -Store $named).Count | Should -Be 1
            @(Get-AsyncJob).Count | Should -Be 0
            Disconnect-AsyncStore $named
        }

        It 'is the one of ASYNCPS_STORE when none is connected' {
            $path = New-StorePath
            $run = Invoke-Shell "Import-Module '$ModulePath'; (Get-AsyncStore).Location" -Environment @{
                ASYNCPS_STORE = $path
            }
            $run.Output.Trim() | Should -Be $path
        }

        It 'is AsyncPS/jobs.db in the data folder otherwise, for the owner alone' -Skip:$IsWindows {
            $data = [IO.Directory]::CreateDirectory("$TestDrive/data").FullName
            $run = Invoke-Shell "Import-Module '$ModulePath'; (Get-AsyncStore).Location" -Environment @{
                XDG_DATA_HOME = $data; ASYNCPS_STORE = ''
            }
            $path = [IO.Path]::Combine($data, 'AsyncPS', 'jobs.db')
            $run.Output.Trim() | Should -Be $path
            [int][IO.File]::GetUnixFileMode([IO.Path]::GetDirectoryName($path)) | Should -Be 0x1C0 # rwx for the owner
        }

        It 'is each runspace''s own' {
            Connect-AsyncStore (New-StorePath)
            $mine = (Get-AsyncStore).Location
            $other = New-StorePath
            $shell = New-Shell
            [void]$shell.AddScript(
                "Import-Module '$ModulePath'; Connect-AsyncStore '$other'; (Get-AsyncStore).Location")
            $shell.Invoke() | Should -Be $other
            $shell.Runspace.Dispose()
            (Get-AsyncStore).Location | Should -Be $mine
        }
    }

    Context 'A job object of another store' {
        BeforeEach {
            $there = New-StorePath
            Connect-AsyncStore $there
            $foreign = Add-AsyncJob { 1 } -Delay 1h -Name foreign
            Connect-AsyncStore (New-StorePath)
            $own = Add-AsyncJob { 2 } -Delay 1h -Name own
        }

        It 'never means the job here that has the same id: <Name>' -ForEach @(
            @{ Name = 'Get-AsyncJob'; Use = { $input | Get-AsyncJob } }
            @{ Name = 'Get-AsyncJob -History'; Use = { $input | Get-AsyncJob -History } }
            @{ Name = 'Stop-AsyncJob'; Use = { $input | Stop-AsyncJob } }
            @{ Name = 'Remove-AsyncJob'; Use = { $input | Remove-AsyncJob } }
            @{ Name = 'Set-AsyncJob'; Use = { $input | Set-AsyncJob -Priority 7 } }
            @{ Name = 'Restart-AsyncJob'; Use = { $input | Restart-AsyncJob } }
            @{ Name = 'Invoke-AsyncJob'; Use = { $input | Invoke-AsyncJob } }
            @{ Name = 'Receive-AsyncJob'; Use = { $input | Receive-AsyncJob } }
            @{ Name = 'Wait-AsyncJob'; Use = { $input | Wait-AsyncJob -Timeout 60 } }
            @{ Name = 'Add-AsyncCallback'; Use = { $input | Add-AsyncCallback -OnSuccess { 1 } } }
            @{ Name = 'Set-AsyncAnnotation'; Use = { $input | Set-AsyncAnnotation note 1 } }
        ) {
            $own.Id | Should -Be $foreign.Id
            $problems = @($foreign | & $Use 2>&1)
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -Match '^JobNotFound,'
            "$($problems[0])" | Should -Match ([regex]::Escape($there))
            $own = Get-AsyncJob -Name own
            $own.Status | Should -Be Pending
            $own.Priority, $own.Callback.Count, $own.Annotation.Count | Should -Be 0, 0, 0
        }

        It 'does not become an argument here' {
            { Add-AsyncJob { 1 } -ArgumentList $foreign } | Should -Throw -ErrorId 'JobNotFound*'
            { Add-AsyncJob { 1 } -Parameters @{ list = 1, $foreign } } | Should -Throw -ErrorId 'JobNotFound*'
            { Add-AsyncJob { $using:foreign } } | Should -Throw -ErrorId 'JobNotFound*'
            { $foreign | Add-AsyncJob { $_ } } | Should -Throw -ErrorId 'JobNotFound*'
            (Add-AsyncJob { 1 } -ArgumentList $foreign -Store $there).ArgumentList.Count | Should -Be 1
            (Add-AsyncJob { 1 } -ArgumentList $own).ArgumentList.Count | Should -Be 1
        }

        It 'does not become a part of a join here' {
            { Join-AsyncJob $foreign | Add-AsyncJob } | Should -Throw -ErrorId 'JobNotFound*'
        }

        It 'does not keep the others from being changed' {
            $problem = $null
            $foreign, $own | Set-AsyncJob -Priority 3 -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem.Count | Should -Be 1
            (Get-AsyncJob $own).Priority | Should -Be 3
        }

        It 'is itself where its store is named' {
            ($foreign | Get-AsyncJob -Store $there).Name | Should -Be foreign
            $foreign | Stop-AsyncJob -Store $there | Out-Null
            $foreign.Outcome | Should -Be Cancelled
            (Get-AsyncJob -Name own).Status | Should -Be Pending
        }
    }
}
