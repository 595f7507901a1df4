# The commands that the pocket host stands in for. In pwsh the same tests run against the real ones, which is how we
# know that the two agree.

Describe 'Write-Output' {
    It 'takes collections apart, unless told not to' {
        @(Write-Output 1, 2, 3).Count | Should -Be 3
        @(Write-Output 1, 2, 3 -NoEnumerate).Count | Should -Be 1
    }

    It 'writes $null as one object' {
        @(Write-Output $null).Count | Should -Be 1
    }
}

Describe 'Write-Error' {
    It 'carries id, category, target and text' {
        $record = Write-Error 'text' -ErrorId Some.Id -Category ObjectNotFound -TargetObject 5 2>&1
        $record.FullyQualifiedErrorId | Should -BeLike 'Some.Id*'
        $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $record.TargetObject | Should -Be 5
        "$record" | Should -Be 'text'
    }

    It 'takes its id from the exception when none is given' {
        (Write-Error 'text' 2>&1).FullyQualifiedErrorId | Should -BeLike 'Microsoft.PowerShell.Commands.WriteErrorException*'
    }

    It 'ends the statement under -ErrorAction Stop' {
        { Write-Error 'text' -ErrorAction Stop } | Should -Throw 'text'
    }

    It 'names the function that wrote it' {
        function Get-Nothing { Write-Error 'text' }
        (Get-Nothing 2>&1).InvocationInfo.MyCommand.Name | Should -Be 'Get-Nothing'
    }
}

Describe 'The other streams' {
    It 'writes a <Type> with Write-<Type>' -ForEach @(
        @{ Type = 'Warning'; Stream = 3 }
        @{ Type = 'Verbose'; Stream = 4 }
        @{ Type = 'Debug'; Stream = 5 }
    ) {
        $VerbosePreference = $DebugPreference = 'Continue'
        $record = & "Write-$Type" 'text' *>&1
        $record.GetType().Name | Should -Be "${Type}Record"
        $record.Message | Should -Be 'text'
    }

    It 'marks host text and keeps tags of information' {
        (Write-Host 1, 2 -Separator '-' 6>&1).ToString() | Should -Be '1-2'
        (Write-Host 'x' 6>&1).Tags | Should -Contain 'PSHOST'
        (Write-Information 'x' -Tags a, b 6>&1).Tags | Should -Be 'a', 'b'
    }

    It 'refuses progress without an activity' {
        { Write-Progress -Status x } | Should -Throw -ErrorId 'MissingActivity*'
    }
}

Describe 'Start-Sleep' {
    It 'sleeps for <Name>' -ForEach @(
        @{ Name = 'seconds'; Arguments = @{ Seconds = 0.2 } }
        @{ Name = 'milliseconds'; Arguments = @{ Milliseconds = 200 } }
        @{ Name = 'a time span'; Arguments = @{ Duration = [TimeSpan]::FromSeconds(0.2) } }
    ) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        Start-Sleep @Arguments
        $clock.Elapsed.TotalMilliseconds | Should -BeGreaterOrEqual 190
    }
}

Describe 'Select-Object' {
    It 'lets through <Expected> for <Arguments.Keys>' -ForEach @(
        @{ Arguments = @{ First = 2 }; Expected = 1, 2 }
        @{ Arguments = @{ Last = 2 }; Expected = 4, 5 }
        @{ Arguments = @{ Skip = 3 }; Expected = 4, 5 }
        @{ Arguments = @{ SkipLast = 3 }; Expected = 1, 2 }
        @{ Arguments = @{ First = 2; Skip = 1 }; Expected = 2, 3 }
        @{ Arguments = @{ Last = 2; Skip = 1 }; Expected = 3, 4 }
        @{ Arguments = @{ First = 1; Last = 1 }; Expected = 1, 5 }
        @{ Arguments = @{ Index = 0, 3 }; Expected = 1, 4 }
        @{ Arguments = @{ SkipIndex = 0, 3 }; Expected = 2, 3, 5 }
        @{ Arguments = @{ First = 9 }; Expected = 1, 2, 3, 4, 5 }
    ) {
        1..5 | Select-Object @Arguments | Should -Be $Expected
    }

    It 'stops what comes before it once it has enough' {
        $script:seen = 0
        1..100 | ForEach-Object { $script:seen++; $_ } | Select-Object -First 3 | Should -HaveCount 3
        $script:seen | Should -Be 3
    }

    It 'makes objects of named, missing and calculated properties' {
        $made = [pscustomobject]@{ A = 1; B = 2; C = 3 } |
            Select-Object A, Z, @{ Name = 'Sum'; Expression = { $_.A + $_.B } }, @{ n = 'Copy'; e = 'C' }
        @($made.PSObject.Properties.Name) | Should -Be 'A', 'Z', 'Sum', 'Copy'
        $made.A, $made.Z, $made.Sum, $made.Copy | Should -Be 1, $null, 3, 3
    }

    It 'knows wildcards and exclusions' {
        $made = [pscustomobject]@{ Name = 1; Number = 2; Other = 3 } | Select-Object N* -ExcludeProperty *ber
        @($made.PSObject.Properties.Name) | Should -Be 'Name'
    }

    It 'expands a property, and reports one that is not there' {
        [pscustomobject]@{ List = 1, 2 } | Select-Object -ExpandProperty List | Should -Be 1, 2
        $problem = [pscustomobject]@{ A = 1 } | Select-Object -ExpandProperty List 2>&1
        $problem.FullyQualifiedErrorId | Should -BeLike 'ExpandPropertyNotFound*'
    }

    It 'gives equal objects once' {
        3, 1, 3, 'a', 'A', 1 | Select-Object -Unique | Should -Be 3, 1, 'a', 'A'
        [pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 1 } | Select-Object A -Unique | Should -HaveCount 1
    }

    It 'refuses a table with an unknown key' {
        { 1 | Select-Object @{ Nonsense = 1 } } | Should -Throw
    }
}

Describe 'Sort-Object' {
    It 'sorts values, properties and both ways' {
        3, 1, 2 | Sort-Object | Should -Be 1, 2, 3
        3, 1, 2 | Sort-Object -Descending | Should -Be 3, 2, 1
        'b', 'A', 'c' | Sort-Object | Should -Be 'A', 'b', 'c'
        $rows = [pscustomobject]@{ A = 1; B = 1 }, [pscustomobject]@{ A = 2; B = 1 }, [pscustomobject]@{ A = 2; B = 2 }
        $rows | Sort-Object @{ e = 'A'; Descending = $true }, B | ForEach-Object { "$($_.A)$($_.B)" } |
            Should -Be '21', '22', '11'
    }

    It 'gives equal values once with -Unique' {
        3, 1, 3, 2, 1 | Sort-Object -Unique | Should -Be 1, 2, 3
    }
}

Describe 'Measure-Object' {
    It 'counts nothing as 0' {
        (@() | Measure-Object).Count | Should -Be 0
    }

    It 'adds up, takes the mean and finds the extremes' {
        $figures = 1, 2, 3, 4 | Measure-Object -Sum -Average -Minimum -Maximum
        $figures.Count, $figures.Sum, $figures.Average, $figures.Minimum, $figures.Maximum | Should -Be 4, 10, 2.5, 1, 4
    }

    It 'measures a property, and leaves empty what was not asked for' {
        $figures = [pscustomobject]@{ N = 2 }, [pscustomobject]@{ N = 5 } | Measure-Object N -Sum
        $figures.Property | Should -Be 'N'
        $figures.Sum | Should -Be 7
        $figures.Average | Should -BeNullOrEmpty
    }

    It 'compares what is no number' {
        ('b', 'a', 'c' | Measure-Object -Maximum).Maximum | Should -Be 'c'
    }

    It 'reports what it cannot add' {
        $problem = 'x' | Measure-Object -Sum 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] }
        $problem.FullyQualifiedErrorId | Should -BeLike 'NonNumericInputObject*'
    }
}

Describe 'Get-Variable and Set-Variable' {
    It 'reads and writes in the scope of the caller' {
        function Set-Local { Set-Variable -Name inner -Value 2; $inner }
        $inner = 1
        Set-Local | Should -Be 2
        $inner | Should -Be 1
        Get-Variable inner -ValueOnly | Should -Be 1
    }

    It 'writes into the scope that is named' {
        function Set-Far { Set-Variable -Name farAway -Value 3 -Scope Global }
        Set-Far
        Get-Variable farAway -ValueOnly -Scope Global | Should -Be 3
    }

    It 'reports a variable that is not there' {
        { Get-Variable noSuchVariable -ErrorAction Stop } | Should -Throw -ErrorId 'VariableNotFound*'
    }

    It 'finds variables by wildcard' {
        $wildOne = 1
        $wildTwo = 2
        (Get-Variable wild*).Name | Should -Be 'wildOne', 'wildTwo'
    }

    It 'makes an array of several piped values' {
        1, 2 | Set-Variable piped
        $piped | Should -Be 1, 2
    }
}

Describe 'Out-String and the Format- commands' {
    It 'gives the text that would be shown' {
        ([pscustomobject]@{ Name = 'x'; Value = 1 } | Out-String).Trim().ReplaceLineEndings("`n") |
            Should -Be "Name Value`n---- -----`nx        1"
    }

    It 'gives lines with -Stream and keeps to -Width' {
        $lines = [pscustomobject]@{ A = 'x' * 30 } | Format-Table | Out-String -Stream -Width 10
        ($lines | Measure-Object { $_.Length } -Maximum).Maximum | Should -BeLessOrEqual 10
    }

    It 'makes lists and tables on demand' {
        ([pscustomobject]@{ A = 1; B = 2 } | Format-List | Out-String).Trim() | Should -Match '^A : 1\r?\nB : 2$'
        ([pscustomobject]@{ A = 1; B = 2 } | Format-Table B | Out-String).Trim() | Should -Not -Match 'A'
    }
}

Describe 'The location commands' {
    It 'goes, comes back and tells' {
        $before = (Get-Location).Path
        Push-Location $TestDrive
        (Get-Location).Path | Should -Not -Be $before
        Pop-Location
        (Get-Location).Path | Should -Be $before
    }
}
