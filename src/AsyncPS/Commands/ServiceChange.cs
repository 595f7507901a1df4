using AsyncPS.Errors;
using AsyncPS.Services.Installing;
using AsyncPS.Services.Units;

namespace AsyncPS.Commands;

/// <summary>Does a plan for a cmdlet: refuses first, asks, changes, and says what is left to do by hand.</summary>
internal sealed class ServiceChange(PSCmdlet cmdlet, ServiceKind kind, ServiceScope scope)
{
    /// <summary>True when it was done.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="what">For the question: a few words.</param>
    /// <param name="check">Throws what stands against it; -WhatIf only tells it.</param>
    public bool Do(ServicePlan plan, string what, Action check)
    {
        var refusal = Refusal(check);
        if (refusal is not null && !IsWhatIf())
        {
            throw refusal;
        }

        if (!cmdlet.ShouldProcess(plan.Describe(), $"{what}?", "Confirm"))
        {
            if (refusal is not null)
            {
                cmdlet.WriteWarning($"It would be refused here. {refusal.Message}");
            }

            return false;
        }

        var isRunning = ServiceManager.IsRunning(kind, scope);
        ServiceManager.Do(plan, isRunning);
        if (!isRunning && plan.After.Count > 0)
        {
            cmdlet.WriteWarning(
                $"{kind} does not run here, or not for this session, so it was not told. When it does, run: " +
                string.Join("; ", plan.After.Select(command => string.Join(' ', command))));
        }

        return true;
    }

    private AsyncEngineException? Refusal(Action check)
    {
        try
        {
            if (kind != ServicePlaces.DefaultKind)
            {
                throw Refusals.ServiceUnsupported(kind);
            }

            check();
            return null;
        }
        catch (AsyncEngineException refusal)
        {
            return refusal;
        }
    }

    private bool IsWhatIf() => cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked)
        ? LanguagePrimitives.IsTrue(asked)
        : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));
}
