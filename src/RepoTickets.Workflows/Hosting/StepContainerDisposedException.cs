using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Workflows.Hosting;

/// <summary>The services that a step needed are gone: it has neither succeeded nor failed, and whoever goes on decides.</summary>
internal sealed class StepContainerDisposedException(Exception reason)
    : Exception("The services of the host were disposed of before the step ended.", reason)
{
    /// <summary>Nothing else tells that a container ends than that it makes no scopes any more.</summary>
    internal static bool IsDisposed(IServiceScopeFactory scopes)
    {
        try
        {
            scopes.CreateScope().Dispose();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
