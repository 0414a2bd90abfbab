using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace RepoTickets.Storage.Repositories;

internal sealed class CommandRunner : ICommandRunner
{
    private const int MaximumOutputLength = 64 * 1024;
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _timeout;
    private readonly Func<string, string?> _findProgram;

    internal CommandRunner(TimeProvider timeProvider)
        : this(timeProvider, DefaultTimeout, name => ProgramFinder.Find(name, Environment.GetEnvironmentVariable("PATH")))
    {
    }

    internal CommandRunner(TimeProvider timeProvider, TimeSpan timeout, Func<string, string?> findProgram)
    {
        _timeProvider = timeProvider;
        _timeout = timeout;
        _findProgram = findProgram;
    }

    public async ValueTask<string?> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string folder,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_findProgram(program) is not { } path)
        {
            return null;
        }

        using var process = new Process { StartInfo = Prepare(path, arguments, folder) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null; // gone since it was found, or not to be executed
        }

        using var timeout = new CancellationTokenSource(_timeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await ReadAsync(process, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            End(process);
        }
    }

    private static ProcessStartInfo Prepare(string path, IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        RepositoryEnvironment.Prepare(start.Environment, folder);
        return start;
    }

    private static async Task<string?> ReadAsync(Process process, CancellationToken cancellationToken)
    {
        // Nobody answers questions.
        process.StandardInput.Close();
        var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        var buffer = new char[MaximumOutputLength + 1];
        var length = await process.StandardOutput.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (length > MaximumOutputLength)
        {
            return null;
        }

        await errors.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0 ? new string(buffer, 0, length) : null;
    }

    private static void End(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile, or is ending.
        }
    }
}
