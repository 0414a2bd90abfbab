using System.Globalization;

namespace RepoTickets.Samples.LogTriage;

/// <summary>A log such as a shop's services write on a bad morning: a few faults, many times, with other numbers each time.</summary>
internal static class MadeLog
{
    internal static string Write()
    {
        var random = new Random(11);
        var path = Path.Join(Directory.CreateTempSubdirectory("log-triage-log-").FullName, "shop.log");
        using var file = new StreamWriter(path);
        var time = new DateTime(2026, 3, 4, 8, 0, 0, DateTimeKind.Utc);
        for (var n = 0; n < 2_000; n++)
        {
            time = time.AddMilliseconds(random.Next(50, 900));
            var at = time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            var order = random.Next(10_000, 99_999);
            file.WriteLine(random.Next(100) switch
            {
                < 70 => $"{at} INFO  [http-{random.Next(8)}] shop.Orders - Order {order} placed by user{random.Next(500)}@example.org",
                < 82 => $"{at} ERROR [http-{random.Next(8)}] shop.Payments - Payment " +
                    $"of order {order} timed out after {random.Next(3000, 3099)} ms",
                < 90 => $"{at} ERROR [pool-{random.Next(4)}] shop.Database - Connection " +
                    $"to 10.0.{random.Next(4)}.{random.Next(250)}:5432 refused, attempt {random.Next(1, 9)}",
                < 94 => $"{at} ERROR [http-{random.Next(8)}] shop.Carts - Cart {Guid.CreateVersion7():N} cannot be loaded\n" +
                    "java.lang.NullPointerException: Cannot invoke \"Item.price()\" because \"item\" is null\n" +
                    "\tat shop.carts.CartService.total(CartService.java:" +
                    $"{random.Next(80, 99)})\n\tat shop.carts.CartController.show(CartController.java:41)",
                < 98 => $"{at} WARN  [gc] shop.Memory - Heap is {random.Next(80, 95)} % full",
                _ => $"{at} FATAL [main] shop.Export - No space left on device while writing /var/export/{order}.csv",
            });
        }

        return path;
    }
}
