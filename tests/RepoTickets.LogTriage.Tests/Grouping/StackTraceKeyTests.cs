using System.Text;
using RepoTickets.LogTriage.Grouping.Evidence;

namespace RepoTickets.LogTriage.Tests.Grouping;

public sealed class StackTraceKeyTests
{
    [Fact]
    public void Write_OfJava_NamesTheRootCauseAndItsOwnFrames()
    {
        const string trace = """
            com.shop.OrderException: order 17 failed
            	at com.shop.Orders.save(Orders.java:42)
            	at com.shop.Web.post(Web.java:7)
            Caused by: java.sql.SQLException: deadlock
            	at com.mysql.cj.jdbc.Driver.run(Driver.java:99)
            	at java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
            	at com.shop.Store.lambda$write$3(Store.java:18)
            	... 12 more
            """;
        Assert.Equal(
            "com.shop.OrderException>java.sql.SQLException\ncom.mysql.cj.jdbc.Driver.run@Driver.java\ncom.shop.Store.write@Store.java",
            Key(trace));
    }

    [Fact]
    public void Write_OfDotNet_LeavesOutLinesAsyncAndTheFramework()
    {
        const string trace = """
            System.InvalidOperationException: Sequence contains no elements
               at System.Linq.ThrowHelper.ThrowNoElementsException()
               at Shop.Orders.<LoadAsync>d__12.MoveNext() in /src/Shop/Orders.cs:line 42
            --- End of stack trace from previous location ---
               at Shop.Web.<>c__DisplayClass5_0.<Post>b__0(Int32 x) in C:\src\Shop\Web.cs:line 7
            """;
        Assert.Equal("System.InvalidOperationException\nShop.Orders.LoadAsync@Orders.cs\nShop.Web.Post@Web.cs", Key(trace));
    }

    [Fact]
    public void Write_OfDotNetWithAnInnerException_TakesTheInnerFrames()
    {
        const string trace = """
            Shop.OrderException: failed ---> System.IO.IOException: disk full
               at Shop.Disk.Write(String path) in /src/Disk.cs:line 3
               --- End of inner exception stack trace ---
               at Shop.Orders.Save() in /src/Orders.cs:line 9
            """;
        Assert.Equal("Shop.OrderException>System.IO.IOException\nShop.Disk.Write@Disk.cs", Key(trace));
    }

    [Fact]
    public void Write_OfPython_TakesTheInnermostOwnFrames()
    {
        const string trace = """
            Traceback (most recent call last):
              File "/app/main.py", line 10, in <module>
                run()
              File "/app/orders.py", line 20, in run
                save(order)
              File "/usr/lib/python3.12/site-packages/db/core.py", line 5, in execute
                raise
            ValueError: bad order 17
            """;
        Assert.Equal("ValueError\nrun@orders.py\nmodule@main.py", Key(trace));
    }

    [Fact]
    public void Write_OfJavaScript_LeavesOutModulesAndPlaces()
    {
        const string trace = """
            TypeError: Cannot read properties of undefined (reading 'id')
                at async OrderService.save (/app/src/orders.js:10:5)
                at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)
                at /app/src/web.js:3:7
            """;
        Assert.Equal("TypeError\nOrderService.save@orders.js\n@web.js", Key(trace));
    }

    [Fact]
    public void Write_OfGo_LeavesOutAddressesAndTheRuntime()
    {
        const string trace = """
            panic: runtime error: index out of range [5] with length 3

            goroutine 17 [running]:
            runtime.panicIndex(0x5)
            	/usr/local/go/src/runtime/panic.go:88 +0x1
            main.(*Server).Handle(0xc000010000, 0x5)
            	/app/server.go:42 +0x1d
            main.main.func1()
            	/app/main.go:7 +0x2
            created by main.main
            	/app/main.go:5 +0x3
            """;
        Assert.Equal("panic\nmain.(*Server).Handle@server.go\nmain.main@main.go", Key(trace));
    }

    [Fact]
    public void Write_WhereOnlyLinesAndNumberedNamesDiffer_GivesOneKey()
    {
        Assert.Equal(
            Key("X.YException: a\n\tat com.shop.A$$EnhancerBySpringCGLIB$$1a2b.run(A.java:1)\n\tat com.shop.B.lambda$go$1(B.java:2)"),
            Key("X.YException: b\n\tat com.shop.A$$EnhancerBySpringCGLIB$$9f8e.run(A.java:7)\n\tat com.shop.B.lambda$go$12(B.java:9)"));
    }

    [Fact]
    public void Write_WithOwnCodeGiven_TakesNothingElse() =>
        Assert.Equal(
            "X.YException\ncom.shop.B.go@B.java",
            Key("X.YException: a\n\tat com.other.A.run(A.java:1)\n\tat com.shop.B.go(B.java:2)", "com.shop."));

    [Fact]
    public void Write_WithoutFrames_GivesNothing() => Assert.Equal("", Key("just some text\nand more"));

    [Fact]
    public void Write_OfRandomText_StaysWithinItsBounds()
    {
        var parts = new[]
        {
            "at ", "a.b.C(", ")", "\n", "\tat ", "Caused by: ", "File \"", "\", line 1, in f", "goroutine 1 [", " ---> ", "x.Error: ", "<>",
            "$$", "::", " in ", ":line 3", "(a.js:1:2)", "async ", "new ", "[as ", "]", "panic: ", "é",
        };
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                Key(text);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }
    }

    private static string Key(string trace, params string[] own)
    {
        var output = new byte[StackTraceKey.MaximumBytes];
        var length = StackTraceKey.Write(default, Encoding.UTF8.GetBytes(trace), [.. own.Select(Encoding.UTF8.GetBytes)], 2, output);
        return Encoding.UTF8.GetString(output, 0, length);
    }
}
