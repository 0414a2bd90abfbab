// The three templates at once, driven by simulated agents, with a display of their progress. Half way the process that runs them is killed,
// and a new one goes on where it was.
// Run it with `dotnet run --project samples/06-Workflow`; it works in a new folder under the system's temporary one.
using System.Diagnostics;
using RepoTickets.Samples.Workflow;

if (args is ["run", var folder])
{
    return await Runner.RunAsync(folder);
}

var repository = Directory.CreateTempSubdirectory("workflow-").FullName;
await Beginning.MakeAsync(repository);

Console.WriteLine("A first process runs them, and is killed half way:");
using (var first = Start(repository))
{
    while (await first.StandardOutput.ReadLineAsync() is { } line)
    {
        Console.WriteLine(line);
        if (Display.TotalOf(line) >= 50)
        {
            first.Kill();
            break;
        }
    }

    await first.WaitForExitAsync();
}

Console.WriteLine();
Console.WriteLine("Killed. A second process opens the same folder:");
using (var second = Start(repository))
{
    while (await second.StandardOutput.ReadLineAsync() is { } line)
    {
        Console.WriteLine(line);
    }

    await second.WaitForExitAsync();
    if (second.ExitCode != 0)
    {
        return second.ExitCode;
    }
}

Console.WriteLine();
return await Summary.ShowAsync(repository);

static Process Start(string folder) => Process.Start(new ProcessStartInfo
{
    FileName = Environment.ProcessPath!,
    ArgumentList = { "run", folder },
    RedirectStandardOutput = true,
    UseShellExecute = false,
})!;
